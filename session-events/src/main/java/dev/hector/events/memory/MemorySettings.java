package dev.hector.events.memory;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How an agent's working memory is kept.
 *
 * @param windowSize messages that {@code buffer_window} keeps, at least 1
 * @param budget tokens that the model may be given, instructions included, at least {@link #LEAST_BUDGET}
 * @param threshold share of the budget above which {@code summary_buffer} summarises
 * @param target share of the budget that {@code summary_buffer} keeps unsummarised
 */
public record MemorySettings(Strategy strategy, int windowSize, int budget, double threshold, double target) {

    public static final MemorySettings DEFAULT = new MemorySettings(Strategy.SUMMARY_BUFFER, 20, 4000, 0.8, 0.6);

    /** Tokens below which not even a clipped message fits. */
    public static final int LEAST_BUDGET = 16;

    public MemorySettings {
        requireNonNull(strategy);
        if (windowSize < 1 || budget < LEAST_BUDGET) {
            throw new IllegalArgumentException(
                    "window_size is at least 1 and budget at least " + LEAST_BUDGET + " tokens");
        }
        if (!(target > 0 && target < threshold && threshold <= 1)) {
            throw new IllegalArgumentException("0 < target < threshold <= 1");
        }
    }

    /** Equal for settings under which a session keeps the same messages, whatever is then sent of them. */
    public String fingerprint() {
        return switch (strategy) {
            case BUFFER_WINDOW -> strategy.wireName() + "/" + windowSize;
            case TOKEN_WINDOW -> strategy.wireName() + "/" + budget;
            case SUMMARY_BUFFER -> strategy.wireName();
        };
    }

    /** Which messages stay in working memory. */
    public enum Strategy {
        BUFFER_WINDOW,
        TOKEN_WINDOW,
        SUMMARY_BUFFER;

        /** The lower-case name used in configuration, stored JSON and on the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads {@link #wireName()}; throws {@link IllegalArgumentException} on any other text. */
        @JsonCreator
        public static Strategy ofWireName(String name) {
            for (var value : values()) {
                if (value.wireName().equals(name)) {
                    return value;
                }
            }
            throw new IllegalArgumentException("Not a working-memory strategy: '" + name + "'");
        }
    }
}
