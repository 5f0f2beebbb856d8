package dev.hector.recall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The terms of all memories, by number. */
final class Vocabulary {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final List<Postings> postings = new ArrayList<>();

    /** The number of a term, which is new or known. */
    int number(String word) {
        return numbers.computeIfAbsent(word, _ -> {
            words.add(word);
            postings.add(new Postings());
            return words.size() - 1;
        });
    }

    String word(int number) {
        return words.get(number);
    }

    Postings postings(int number) {
        return postings.get(number);
    }

    /** The rows that have a term, or null if none ever had. */
    @Nullable
    Postings find(String word) {
        var number = numbers.get(word);
        return number == null ? null : postings.get(number);
    }

    long bytes() {
        return 120L * words.size()
                + postings.stream().mapToLong(Postings::bytes).sum();
    }
}
