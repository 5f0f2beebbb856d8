package dev.hector.gateway;

/** Text whose surrogates come in pairs. */
final class WellFormed {

    private WellFormed() {}

    static boolean is(String text) {
        return firstLoneSurrogate(text, 0) == text.length();
    }

    private static int firstLoneSurrogate(CharSequence text, int from) {
        var index = from;
        while (index < text.length()) {
            if (Character.isSurrogate(text.charAt(index))) {
                if (!isPair(text, index)) {
                    return index;
                }
                index++;
            }
            index++;
        }
        return index;
    }

    private static boolean isPair(CharSequence text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }

    /** Whether the offset is between the two halves of a pair. */
    static boolean splitsPair(CharSequence text, int offset) {
        return offset > 0 && offset < text.length() && isPair(text, offset - 1);
    }

    /** The text with U+FFFD for what no store keeps: halves of surrogate pairs and NUL. */
    static String repaired(String text) {
        if (is(text) && text.indexOf('\0') < 0) {
            return text;
        }
        var repaired = new StringBuilder(text.replace('\0', '\uFFFD'));
        for (var at = firstLoneSurrogate(repaired, 0); at < repaired.length(); at = firstLoneSurrogate(repaired, at)) {
            repaired.setCharAt(at, '\uFFFD');
        }
        return repaired.toString();
    }
}
