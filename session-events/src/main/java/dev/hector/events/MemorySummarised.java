package dev.hector.events;

import static java.util.Objects.requireNonNull;

/**
 * The messages from sequence {@code from} through {@code to}, both included, are summarised by {@code text}. The ranges
 * of a session's summaries follow each other without a gap; the newest text replaces the older ones and speaks for
 * everything up to {@code to}.
 *
 * @param tokens size of the text
 * @param model what made it
 * @param tokensBefore size of the working memory before
 * @param tokensAfter size of the working memory after
 */
public record MemorySummarised(
        long from, long to, String text, int tokens, String model, int tokensBefore, int tokensAfter)
        implements SessionEvent {

    public MemorySummarised {
        requireNonNull(text);
        requireNonNull(model);
    }
}
