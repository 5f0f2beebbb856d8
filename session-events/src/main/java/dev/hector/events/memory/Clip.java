package dev.hector.events.memory;

import java.util.function.IntPredicate;

/** Shortens a text, leaving its beginning, its end and a visible mark between them. */
final class Clip {

    static final String MARK = " […] ";

    private Clip() {}

    /** The longest clip of the text with at most so many tokens; empty when not even a character fits. */
    static String toTokens(String text, int tokens, TokenCounter counter) {
        var longest = (int) Math.min(text.length(), 16L * Math.max(0, tokens));
        if (longest == text.length() && counter.count(text) <= tokens) {
            return text;
        }
        var length = largest(longest, chars -> counter.count(toLength(text, chars)) <= tokens);
        return length == 0 ? "" : toLength(text, length);
    }

    /** At most so many characters of the text, two thirds of them from its beginning. */
    static String toLength(String text, int chars) {
        if (chars >= text.length()) {
            return text;
        }
        var head = Math.ceilDiv(2 * chars, 3);
        var tail = text.length() - (chars - head);
        return text.substring(0, wholeCharacters(text, head)) + MARK + text.substring(nextCharacter(text, tail));
    }

    /** The largest number up to {@code most} that passes a test which all smaller numbers pass too; else 0. */
    static int largest(int most, IntPredicate passes) {
        var low = 0;
        var high = most;
        while (low < high) {
            var middle = low + (high - low + 1) / 2;
            if (passes.test(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static int wholeCharacters(String text, int end) {
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private static int nextCharacter(String text, int start) {
        return start < text.length() && Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start;
    }
}
