package dev.hector.models;

import java.util.function.Consumer;

/** A model that continues a conversation. Thread-safe; one instance serves all sessions. */
public interface LanguageModel {

    /** What is recorded as the model that answers, such as {@code openai/gpt-4o}. */
    String name();

    /**
     * Whether an answer is only computed, without waiting for a network, a process or anything else: such a model needs no
     * thread that could be given up.
     */
    default boolean answersAtOnce() {
        return false;
    }

    /**
     * Answers, blocking the calling thread until the answer is whole. Its chunks are handed over in order on that thread;
     * joined they are {@link ModelAnswer#text()}. What {@code onChunk} throws ends the call and is thrown on.
     *
     * @throws ModelException when there is no whole answer; chunks that were handed over before are then no answer
     */
    ModelAnswer answer(ModelRequest request, Consumer<String> onChunk);
}
