package dev.hector.models.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import org.jspecify.annotations.Nullable;

/** What arrives from a provider. After anything but a chunk, nothing counts any more. */
sealed interface Signal {

    record Chunk(String text) implements Signal {}

    /** LangChain4j considers the answer complete, which for some providers only means that the stream ended. */
    record Completed(ChatResponse response) implements Signal {}

    /** The provider said no, by status or within the stream. */
    record Refused(int status, String body, @Nullable String retryAfter) implements Signal {}

    /** The connection could not be made, or broke. */
    record Broken(Exception cause) implements Signal {}

    /** What arrived makes no sense. */
    record Garbled() implements Signal {}

    /** The stream ended without a complete answer. */
    record Ended() implements Signal {}
}
