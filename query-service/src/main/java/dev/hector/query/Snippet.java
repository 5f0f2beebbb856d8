package dev.hector.query;

import dev.hector.query.Matches.Match;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * The part of a text that has most of what was searched for, on one line.
 *
 * @param text at most 240 characters, with an ellipsis where it was cut
 * @param highlights the matches in it, in order, apart from each other
 */
public record Snippet(String text, List<Range> highlights) {

    private static final int LONGEST = 240;

    private static final String CUT = "…";

    /** A blank is looked for at most so far from where the text is to be cut. */
    private static final int NEAR = 24;

    /**
     * A part of a text.
     *
     * @param start in UTF-16 code units
     * @param end the first behind it
     */
    public record Range(int start, int end) {}

    public Snippet {
        highlights = List.copyOf(highlights);
    }

    /** Without matches it is how the text begins. */
    static Snippet of(String text, List<Match> matches) {
        var best = best(matches);
        var room = LONGEST - 2 * CUT.length();
        if (text.length() <= LONGEST) {
            return cut(text, new Range(0, text.length()), matches);
        }
        var spare = Math.max(0, room - (best.end() - best.start()));
        var from = Math.max(0, Math.min(best.start() - spare / 2, text.length() - room));
        return cut(text, trimmed(text, new Range(from, Math.min(text.length(), from + room)), best), matches);
    }

    /** Starts at the match that has most of the wanted words within reach; then the most matches; then the first. */
    private static Range best(List<Match> matches) {
        var best = new Range(0, 0);
        var most = 0L;
        for (var first = 0; first < matches.size(); first++) {
            var start = matches.get(first).start();
            var end = matches.get(first).end();
            var clauses = new HashSet<Integer>();
            var count = 0;
            for (var next : matches.subList(first, matches.size())) {
                if (count > 0 && next.end() - start > LONGEST - 2 * NEAR) {
                    break;
                }
                clauses.add(next.clause());
                count++;
                end = Math.max(end, next.end());
            }
            var worth = clauses.size() * (LONGEST + 1L) + count;
            if (worth > most) {
                most = worth;
                best = new Range(start, end);
            }
        }
        return best;
    }

    /** Between words where one ends nearby, and never within a character. */
    private static Range trimmed(String text, Range cut, Range best) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        var from = cut.start();
        if (from > 0) {
            var blank = blank(text, from, Math.min(from + NEAR, best.start()), 1);
            from = blank >= 0 ? blank : boundary(characters, from, 1);
        }
        var to = cut.end();
        if (to < text.length()) {
            var blank = blank(text, to, Math.max(to - NEAR, best.end()), -1);
            to = blank >= 0 ? blank : boundary(characters, to, -1);
        }
        return new Range(from, Math.max(from, to));
    }

    private static int blank(String text, int from, int to, int step) {
        for (var at = from; step > 0 ? at <= to : at >= to; at += step) {
            if (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                return at;
            }
        }
        return -1;
    }

    private static int boundary(BreakIterator characters, int at, int step) {
        if (characters.isBoundary(at)) {
            return at;
        }
        return step > 0 ? characters.following(at) : characters.preceding(at);
    }

    private static Snippet cut(String text, Range part, List<Match> matches) {
        var line = new StringBuilder(part.start() > 0 ? CUT : "");
        var places = new int[part.end() - part.start() + 1];
        var afterBlank = true;
        for (var at = part.start(); at < part.end(); at++) {
            places[at - part.start()] = line.length();
            var character = text.charAt(at);
            var blank = Character.isWhitespace(character) || Character.isISOControl(character);
            if (!blank) {
                line.append(character);
            } else if (!afterBlank) {
                line.append(' ');
            }
            afterBlank = blank;
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == ' ') {
            line.setLength(line.length() - 1);
        }
        places[part.end() - part.start()] = line.length();
        if (part.end() < text.length()) {
            line.append(CUT);
        }
        return new Snippet(line.toString(), highlights(part, places, matches));
    }

    private static List<Range> highlights(Range part, int[] places, List<Match> matches) {
        var highlights = new ArrayList<Range>();
        for (var match : matches) {
            if (match.start() < part.end() && match.end() > part.start()) {
                var start = places[Math.max(match.start(), part.start()) - part.start()];
                var end = places[Math.min(match.end(), part.end()) - part.start()];
                add(highlights, new Range(start, end));
            }
        }
        return highlights;
    }

    private static void add(List<Range> highlights, Range next) {
        var last = highlights.isEmpty() ? null : highlights.getLast();
        if (last != null && next.start() <= last.end()) {
            highlights.set(highlights.size() - 1, new Range(last.start(), Math.max(last.end(), next.end())));
        } else if (next.start() < next.end()) {
            highlights.add(next);
        }
    }
}
