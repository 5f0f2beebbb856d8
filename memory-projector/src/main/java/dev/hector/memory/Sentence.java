package dev.hector.memory;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A sentence of a conversation.
 *
 * @param place 0 is the conversation's first
 * @param cost tokens that it takes in a summary
 * @param times how often it was said
 */
record Sentence(int place, Speaker speaker, String text, int cost, int times) {

    Sentence saidAgain() {
        return new Sentence(place, speaker, text, cost, times + 1);
    }

    private static final Pattern WORD = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]"
            + "|[\\p{L}\\p{M}]+(?:['’][\\p{L}\\p{M}]+)*|\\p{N}+(?:[.,:]\\p{N}+)*");

    List<String> words() {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    String line() {
        return speaker.label() + text;
    }
}
