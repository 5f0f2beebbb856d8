package dev.hector.events;

import static java.util.Objects.requireNonNull;

/** An assistant's request to run a tool; {@code arguments} is a JSON object as text. */
public record ToolCall(String id, String name, String arguments) {

    public ToolCall {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(arguments);
    }
}
