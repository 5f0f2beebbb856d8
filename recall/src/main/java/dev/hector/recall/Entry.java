package dev.hector.recall;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an index keeps of a memory.
 *
 * @param terms those of the text, of the speaker's name and of the date, each once
 * @param length how many terms the text has
 * @param asks whether it ends as a question
 * @param tellsTime whether it has a date or a word like "yesterday"
 */
record Entry(Origin origin, List<Term> terms, int length, boolean asks, boolean tellsTime) {

    private static final Pattern QUESTION = Pattern.compile("[?？؟]\\W*$");

    record Term(String word, int count) {}

    static Entry of(Memory memory) {
        var origin = memory.origin();
        var text = SpokenText.of(origin.speaker(), memory.text()).text();
        var words = EnglishWords.of(text);
        var counts = new TreeMap<String, Integer>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        EnglishWords.of(origin.speaker()).forEach(word -> counts.merge(word, 1, Integer::sum));
        SpokenTime.termsOf(origin.occurredAt()).forEach(word -> counts.merge(word, 1, Integer::sum));
        var terms = new ArrayList<Term>();
        counts.forEach((word, count) -> terms.add(new Term(word, count)));
        return new Entry(origin, terms, words.size(), QUESTION.matcher(text).find(), SpokenTime.toldBy(text));
    }
}
