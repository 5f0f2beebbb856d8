package dev.hector.events;

import static java.util.Objects.requireNonNull;

import dev.hector.events.memory.MemorySettings;

/**
 * From here on the agent answers with this model, these instructions and this working memory. Recorded before the first
 * turn and whenever one of them changed, so that the log alone tells what a model was given at any turn.
 */
public record AgentConfigured(String model, String instructions, MemorySettings memory) implements SessionEvent {

    public AgentConfigured {
        requireNonNull(model);
        requireNonNull(instructions);
        requireNonNull(memory);
    }
}
