package dev.hector.recall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Those who speak in the memories, by number, and whether a question names them. Roles are nobody's name. */
final class Speakers {

    private static final Set<String> ROLES = Set.of("user", "assistant", "tool", "system");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}-]*");
    private static final Pattern WORD_OF_QUESTION = Pattern.compile(WORD + "(['’]s)?");

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Set<String>> names = new ArrayList<>();
    private int[] memories = new int[8];

    /** Counts one more memory of a speaker, and answers with the speaker's number. */
    int add(String speaker) {
        var number = numbers.computeIfAbsent(speaker, _ -> {
            names.add(nameWords(speaker));
            return names.size() - 1;
        });
        if (number == memories.length) {
            memories = Arrays.copyOf(memories, 2 * number);
        }
        memories[number]++;
        return number;
    }

    void remove(int number) {
        memories[number]--;
    }

    /** By number: whether the question has a word of the speaker's name. */
    boolean[] namedIn(String question) {
        var asked = words(question);
        var named = new boolean[names.size()];
        for (var i = 0; i < named.length; i++) {
            named[i] = names.get(i).stream().anyMatch(asked::contains);
        }
        return named;
    }

    /** The question in the first person of whoever it names, as they would have spoken of it. */
    String asSpoken(String question) {
        return asSpoken(question, Set.of());
    }

    /** @param others who speak elsewhere */
    String asSpoken(String question, Collection<String> others) {
        var known = known();
        others.forEach(speaker -> known.addAll(nameWords(speaker)));
        return WORD_OF_QUESTION.matcher(question).replaceAll(word -> {
            var possessive = word.group(1) != null;
            var name = possessive ? word.group().substring(0, word.group().length() - 2) : word.group();
            return known.contains(name.toLowerCase(Locale.ROOT))
                    ? possessive ? "my" : "I"
                    : Matcher.quoteReplacement(word.group());
        });
    }

    private Set<String> known() {
        var known = new HashSet<String>();
        for (var i = 0; i < names.size(); i++) {
            if (memories[i] > 0) {
                known.addAll(names.get(i));
            }
        }
        return known;
    }

    private static Set<String> nameWords(String speaker) {
        return ROLES.contains(speaker.toLowerCase(Locale.ROOT)) ? Set.of() : words(speaker);
    }

    private static Set<String> words(String text) {
        var words = new HashSet<String>();
        WORD.matcher(text).results().forEach(word -> words.add(word.group().toLowerCase(Locale.ROOT)));
        return words;
    }
}
