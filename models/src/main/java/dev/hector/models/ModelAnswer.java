package dev.hector.models;

import dev.hector.events.Usage;

/**
 * A whole answer; never empty, never cut off by a broken stream.
 *
 * @param model the model as the provider names it, else as it was configured
 * @param finishReason {@code stop}, {@code length} (cut at the most tokens allowed), {@code content_filter} or
 *     {@code other}
 */
public record ModelAnswer(String text, Usage usage, String model, String finishReason) {}
