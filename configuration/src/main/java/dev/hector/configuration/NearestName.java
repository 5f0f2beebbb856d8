package dev.hector.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Finds what a user may have meant, by the number of letters to insert, remove, replace or swap. */
final class NearestName {

    /** Longer names are no typing errors of ours, and comparing them is not free. */
    private static final int LONGEST = 80;

    private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

    private NearestName() {}

    /** The closest name, unless even that one differs in more than half of its letters. */
    static Optional<String> of(String typed, Collection<String> names) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        var nearest = names.stream().min(Comparator.comparing(name -> DISTANCE.apply(plain(typed), plain(name))));
        return nearest.filter(name -> isClose(plain(typed), plain(name)));
    }

    private static boolean isClose(String typed, String name) {
        return DISTANCE.apply(typed, name) <= Math.max(1, Math.max(typed.length(), name.length()) / 2);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
