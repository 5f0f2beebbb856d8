package dev.hector.memory;

/** A summary and what made it; an empty text is none. */
public record SummaryText(String text, String model) {}
