package dev.hector.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A match with the words around it. */
final class Snippet {

    private static final int AROUND = 60;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Snippet() {}

    static String around(String text, Matcher match) {
        var before = head(text.substring(0, match.start()));
        var after = tail(text.substring(match.end()));
        return BLANKS.matcher(before + "«" + match.group() + "»" + after).replaceAll(" ");
    }

    private static String head(String text) {
        if (text.length() <= AROUND) {
            return text;
        }
        var cut = text.substring(text.length() - AROUND);
        var space = cut.indexOf(' ');
        return "…" + wholeCharacters(space < 0 ? cut : cut.substring(space));
    }

    private static String tail(String text) {
        if (text.length() <= AROUND) {
            return text;
        }
        var cut = text.substring(0, AROUND);
        var space = cut.lastIndexOf(' ');
        return wholeCharacters(space < 0 ? cut : cut.substring(0, space)) + "…";
    }

    /** Without the half of a surrogate pair that a cut may have left at either end. */
    private static String wholeCharacters(String text) {
        var from = !text.isEmpty() && Character.isLowSurrogate(text.charAt(0)) ? 1 : 0;
        var end = text.length();
        var to = end > from && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        return text.substring(from, to);
    }
}
