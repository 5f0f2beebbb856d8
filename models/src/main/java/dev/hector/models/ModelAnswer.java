package dev.hector.models;

import dev.hector.events.Usage;

/**
 * A whole answer; never empty, never what is left of a broken stream.
 *
 * @param model the model as the provider names it, else as it was configured
 * @param finishReason {@code stop}, or {@code length} when it reached the most tokens allowed
 */
public record ModelAnswer(String text, Usage usage, String model, String finishReason) {}
