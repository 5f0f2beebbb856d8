package dev.hector.models;

import dev.hector.events.memory.ContextMessage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param messages the context, oldest first, ending with the message to answer
 * @param timeout for the whole answer, retries included, where it is shorter than the model's own; null leaves it to the
 *     model
 */
public record ModelRequest(
        List<ContextMessage> messages, @Nullable Duration timeout) {

    public ModelRequest {
        messages = List.copyOf(messages);
    }

    /** A request that the model's own timeout bounds. */
    public static ModelRequest of(List<ContextMessage> messages) {
        return new ModelRequest(messages, null);
    }
}
