package dev.hector.events;

/**
 * The messages from sequence {@code from} through {@code to}, both included, are summarised by {@code text}.
 *
 * @param tokens size of the text
 * @param model what made it
 * @param tokensBefore size of the working memory before
 * @param tokensAfter size of the working memory after
 */
public record MemorySummarised(
        long from, long to, String text, int tokens, String model, int tokensBefore, int tokensAfter)
        implements SessionEvent {}
