package dev.hector.events;

/** Tokens as the model's provider counted them, or as we counted them where it does not say. */
public record Usage(int inputTokens, int outputTokens) {}
