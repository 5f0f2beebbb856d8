package dev.hector.events;

import static java.util.Objects.requireNonNull;

/** Words. */
public record TextPart(String text) implements MessagePart {

    public TextPart {
        requireNonNull(text);
    }
}
