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
import dev.hector.configuration.Variables.UnsetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads single values from their text as typed, so that a password of {@code 0123} stays one and a number may come
 * from a variable.
 */
final class ScalarReader {

    /** A value that names an entry of a top-level map. */
    record Use(String path, String name, String to, Position at) {}

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,3}(_\\d{3})+|[+-]?\\d{1,18}");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})([eE][+-]?\\d{1,3})?");
    private static final Set<String> YES = Set.of("true", "yes", "on");
    private static final Set<String> NO = Set.of("false", "no", "off");

    private final Variables variables;
    private final Problems problems;
    private final List<Use> uses = new ArrayList<>();

    ScalarReader(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    List<Use> uses() {
        return List.copyOf(uses);
    }

    @Nullable
    Object read(Node node, Shape shape, String path) {
        if (shape instanceof Presence && isBare(node)) {
            return true;
        }
        if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL)) {
            problems.add(Position.of(node.getStartMark()), unsuitable(node, shape, path));
            return null;
        }
        return fillIn(scalar, path)
                .flatMap(text -> parse(scalar, text, shape, path))
                .orElse(null);
    }

    private Optional<Object> parse(ScalarNode node, String text, Shape shape, String path) {
        var parsed = parse(text.strip(), text, shape);
        var at = Position.of(node.getStartMark());
        if (parsed.isEmpty()) {
            problems.add(at, refusal(node, text, shape, path));
        } else if (shape instanceof Reference(var to)) {
            uses.add(new Use(path, text, to, at));
        }
        return parsed;
    }

    private static Optional<Object> parse(String stripped, String text, Shape shape) {
        return switch (shape) {
            case Text rule ->
                Optional.<Object>of(text).filter(any -> rule.accepts().test(text));
            case Choice(var words) -> Optional.<Object>of(text).filter(words::contains);
            case Reference _ -> Optional.of(text);
            case Whole range -> whole(stripped, range);
            case Decimal range -> decimal(stripped, range);
            case Flag() -> flag(stripped);
            case Presence() -> flag(stripped);
            case Span range ->
                Spans.parse(stripped).filter(span -> isWithin(span, range)).map(Object.class::cast);
            case Block _, MapOf _, ListOf _ -> throw new IllegalArgumentException("Not a single value: " + shape);
        };
    }

    private static Optional<Object> whole(String text, Whole range) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        var number = Long.parseLong(text.replace("_", ""));
        return number < range.least() || number > range.most() ? Optional.empty() : Optional.of((int) number);
    }

    private static Optional<Object> decimal(String text, Decimal range) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        var number = Double.parseDouble(text);
        var highEnough = range.orEqual() ? number >= range.least() : number > range.least();
        return highEnough && number <= range.most() ? Optional.of(number) : Optional.empty();
    }

    private static Optional<Object> flag(String text) {
        var word = text.toLowerCase(Locale.ROOT);
        return YES.contains(word) || NO.contains(word) ? Optional.of(YES.contains(word)) : Optional.empty();
    }

    private static boolean isWithin(Duration span, Span range) {
        return span.compareTo(range.least()) >= 0 && span.compareTo(range.most()) <= 0;
    }

    private static boolean isBare(Node node) {
        return node.getTag().equals(Tag.NULL)
                || node instanceof MappingNode mapping && mapping.getValue().isEmpty();
    }

    private Optional<String> fillIn(ScalarNode node, String path) {
        if (!Variables.areIn(node.getValue())) {
            return Optional.of(node.getValue());
        }
        try {
            return Optional.of(variables.fillIn(node.getValue()));
        } catch (UnsetException e) {
            problems.add(position(node, e.offset()), path + ": " + e.problem());
            return Optional.empty();
        }
    }

    /** Exact on one line; the value's beginning where it spans several. */
    private static Position position(ScalarNode node, int offset) {
        var start = Position.of(node.getStartMark());
        if (node.getStartMark().getLine() != node.getEndMark().getLine()) {
            return start;
        }
        return start.plus(node.getScalarStyle() == ScalarStyle.PLAIN ? offset : offset + 1);
    }

    private static String unsuitable(Node node, Shape shape, String path) {
        return node.getTag().equals(Tag.NULL)
                ? "%s has no value; write %s, or remove the line".formatted(path, ShapeText.describe(shape))
                : "%s must be %s".formatted(path, ShapeText.describe(shape));
    }

    private static String refusal(ScalarNode node, String text, Shape shape, String path) {
        var typed = ShapeText.shorten(node.getValue());
        var source = Variables.areIn(node.getValue()) ? " with its variables filled in" : "";
        return "%s must be %s, but is '%s'%s%s"
                .formatted(path, ShapeText.describe(shape), typed, source, ShapeText.suggest(text, shape));
    }
}
