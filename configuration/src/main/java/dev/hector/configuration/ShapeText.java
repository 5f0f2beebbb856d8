package dev.hector.configuration;

import dev.hector.configuration.Shape.Block;
import dev.hector.configuration.Shape.Choice;
import dev.hector.configuration.Shape.Decimal;
import dev.hector.configuration.Shape.Flag;
import dev.hector.configuration.Shape.ListOf;
import dev.hector.configuration.Shape.MapOf;
import dev.hector.configuration.Shape.Presence;
import dev.hector.configuration.Shape.Reference;
import dev.hector.configuration.Shape.Span;
import dev.hector.configuration.Shape.Text;
import dev.hector.configuration.Shape.Whole;
import java.math.BigDecimal;
import java.util.List;

/** Shapes in words, for the messages of problems. */
final class ShapeText {

    private static final int LONGEST_QUOTE = 60;

    private ShapeText() {}

    /** What to write, to be read after "must be". */
    static String describe(Shape shape) {
        return switch (shape) {
            case Text rule -> rule.rule();
            case Choice(var words) -> oneOf(words);
            case Reference(var to) -> "a name from " + to;
            case Whole(var least, var most) -> "a whole number from %d to %d".formatted(least, most);
            case Decimal range -> decimal(range);
            case Flag() -> "true or false";
            case Presence() -> "empty, true or false";
            case Span(var least, var most) ->
                "a duration such as 500ms, 30s, 30m or 1h30m, from %s to %s"
                        .formatted(Spans.format(least), Spans.format(most));
            case ListOf _ -> "a list";
            case MapOf map -> "a block of " + map.entry() + "s by name";
            case Block _ -> "a block of keys and values";
        };
    }

    /** A hint at the word that may have been meant; empty when there is none. */
    static String suggest(String typed, Shape shape) {
        return shape instanceof Choice(var words)
                ? NearestName.of(typed, words)
                        .map("; did you mean '%s'?"::formatted)
                        .orElse("")
                : "";
    }

    static String oneOf(List<String> words) {
        return words.size() == 1
                ? "'" + words.getFirst() + "'"
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    static String withArticle(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 || noun.equals("llm") ? "an " : "a ") + noun;
    }

    static String shorten(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    static String place(String path) {
        return path.isEmpty() ? "the file" : path;
    }

    private static String decimal(Decimal range) {
        var form = range.orEqual() ? "a number from %s to %s" : "a number above %s and at most %s";
        return form.formatted(plain(range.least()), plain(range.most()));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
