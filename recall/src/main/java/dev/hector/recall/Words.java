package dev.hector.recall;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a memory is found by, but for its meaning.
 *
 * @param stems of its text, of the speaker's name and of its date, each once and in order
 * @param length words of the text, without function words
 */
public record Words(List<String> stems, int length) {

    public static Words of(Memory memory) {
        var entry = Entry.of(memory);
        return new Words(entry.terms().stream().map(Entry.Term::word).toList(), entry.length());
    }

    /** What a question asks for, in order. */
    public static Set<String> askedBy(String question) {
        return new TreeSet<>(EnglishWords.of(question));
    }
}
