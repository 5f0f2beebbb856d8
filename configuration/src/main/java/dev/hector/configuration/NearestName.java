package dev.hector.configuration;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant, by the number of letters to insert, remove, replace or swap. */
final class NearestName {

    /** Longer names are no typing errors of ours, and comparing them is not free. */
    private static final int LONGEST = 80;

    private NearestName() {}

    /** The closest name, unless even that one differs in more than half of its letters. */
    static Optional<String> of(String typed, Collection<String> names) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        var nearest = names.stream().min(Comparator.comparingInt(name -> distance(plain(typed), plain(name))));
        return nearest.filter(name -> isClose(plain(typed), plain(name)));
    }

    private static boolean isClose(String typed, String name) {
        return distance(typed, name) <= Math.max(1, Math.max(typed.length(), name.length()) / 2);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Optimal string alignment: Levenshtein's distance with neighbouring letters swapped at the cost of one. */
    static int distance(String one, String other) {
        var beforeLast = new int[other.length() + 1];
        var last = new int[other.length() + 1];
        Arrays.setAll(last, column -> column);
        for (var row = 1; row <= one.length(); row++) {
            var current = nextRow(one, other, row, last, beforeLast);
            beforeLast = last;
            last = current;
        }
        return last[other.length()];
    }

    private static int[] nextRow(String one, String other, int row, int[] last, int[] beforeLast) {
        var current = new int[other.length() + 1];
        current[0] = row;
        for (var column = 1; column <= other.length(); column++) {
            var replaced = last[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
            current[column] = Math.min(replaced, 1 + Math.min(last[column], current[column - 1]));
            if (isSwap(one, other, row, column)) {
                current[column] = Math.min(current[column], beforeLast[column - 2] + 1);
            }
        }
        return current;
    }

    private static boolean isSwap(String one, String other, int row, int column) {
        return row > 1
                && column > 1
                && one.charAt(row - 1) == other.charAt(column - 2)
                && one.charAt(row - 2) == other.charAt(column - 1);
    }
}
