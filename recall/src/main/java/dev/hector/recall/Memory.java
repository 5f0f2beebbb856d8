package dev.hector.recall;

/** Something that was said. A label of the speaker before the text, as in {@code Ann: hello}, is not part of it. */
public record Memory(Origin origin, String text) {}
