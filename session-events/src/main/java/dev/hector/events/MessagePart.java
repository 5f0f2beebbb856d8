package dev.hector.events;

/** A piece of what a message says. */
public sealed interface MessagePart permits TextPart, DataPart, MediaPart {

    /** The part as words, as a model or a search reads it. */
    String text();
}
