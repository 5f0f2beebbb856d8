package dev.hector.configuration;

import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** The text of a file as a tree of nodes with their places; within limits, and without building any object. */
final class YamlText {

    static final int MOST_CHARACTERS = 1 << 20;

    private static final int DEEPEST = 30;
    private static final int MOST_ALIASES = 50;

    private YamlText() {}

    /** The only document of the text; empty, with a problem, when there is none or it is no YAML. */
    static Optional<Node> compose(String text, Problems problems) {
        try {
            var node = yaml().compose(new StringReader(withoutByteOrderMark(text)));
            if (node == null) {
                problems.add(
                        Position.NOWHERE, "the file is empty; a first agent is 'agents:' and, indented, 'assistant:'");
            }
            return Optional.ofNullable(node);
        } catch (MarkedYAMLException e) {
            problems.add(position(e), message(e));
        } catch (ReaderException e) {
            problems.add(
                    position(text, e.getPosition()),
                    "a character that no YAML may contain: U+%04X".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            problems.add(Position.NOWHERE, "no usable YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Yaml yaml() {
        var limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CHARACTERS);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        return new Yaml(limits);
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Position position(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        return mark == null ? Position.NOWHERE : Position.of(mark);
    }

    private static Position position(String text, int offset) {
        var before = text.substring(0, Math.clamp(offset, 0, text.length()));
        var lines = before.split("\n", -1);
        return new Position(lines.length, lines[lines.length - 1].length() + 1);
    }

    private static String message(MarkedYAMLException e) {
        var message = "no valid YAML: " + orEmpty(e.getProblem()) + context(e.getContext());
        if (message.contains("TAB")) {
            return message + "; indent with spaces";
        }
        return message.contains("but got {") ? message + "; inside { } a variable needs quotes: \"${NAME}\"" : message;
    }

    private static String context(@Nullable String context) {
        return context == null || context.isBlank() ? "" : " (" + context + ")";
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
