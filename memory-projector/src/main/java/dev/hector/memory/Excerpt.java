package dev.hector.memory;

import dev.hector.events.memory.TokenCounter;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parts of a text. */
final class Excerpt {

    private Excerpt() {}

    /** The sentences of a text; a line's end also ends a sentence. */
    static List<String> sentences(String text) {
        var sentences = new ArrayList<String>();
        for (var line : text.lines().toList()) {
            var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
            breaks.setText(line);
            var start = breaks.first();
            for (var end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
                var sentence = line.substring(start, end).strip();
                if (!sentence.isEmpty()) {
                    sentences.add(sentence);
                }
            }
        }
        return sentences;
    }

    /** The text's beginning and end, marked between, in at most so many characters. */
    static String of(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        var head = text.substring(0, characters * 2 / 3);
        var tail = text.substring(text.length() - characters / 3);
        return withoutHalfCharacter(head) + " […] "
                + (Character.isLowSurrogate(tail.charAt(0)) ? tail.substring(1) : tail);
    }

    /** As many whole sentences from the beginning as fit, their lines kept. */
    static String firstSentences(String text, int tokens, TokenCounter counter) {
        if (counter.count(text) <= tokens) {
            return text.strip();
        }
        var kept = new StringBuilder();
        for (var sentence : sentences(text)) {
            var longer = kept.isEmpty() ? sentence : kept + " " + sentence;
            if (counter.count(longer) > tokens) {
                break;
            }
            kept.setLength(0);
            kept.append(longer);
        }
        return kept.isEmpty() ? within(text, tokens, counter) : kept.toString();
    }

    /** The text's beginning and end in at most so many tokens. */
    static String within(String text, int tokens, TokenCounter counter) {
        var characters = Math.min(text.length(), 8 * tokens);
        while (characters > 8 && counter.count(of(text, characters)) > tokens) {
            characters = characters * 3 / 4;
        }
        return of(text, characters);
    }

    private static String withoutHalfCharacter(String text) {
        var last = text.length() - 1;
        return Character.isHighSurrogate(text.charAt(last)) ? text.substring(0, last) : text;
    }
}
