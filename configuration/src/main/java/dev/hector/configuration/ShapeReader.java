package dev.hector.configuration;

import dev.hector.configuration.Section.Value;
import dev.hector.configuration.Shape.Block;
import dev.hector.configuration.Shape.ListOf;
import dev.hector.configuration.Shape.MapOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads nodes as their shapes ask; what does not fit becomes a problem and is left out. */
final class ShapeReader {

    private final ScalarReader scalars;
    private final Problems problems;

    ShapeReader(ScalarReader scalars, Problems problems) {
        this.scalars = scalars;
        this.problems = problems;
    }

    Section readFile(Node node) {
        return isEmpty(node)
                ? withDefaults(ConfigFile.ROOT, Map.of(), Set.of())
                : block(RepeatedMaps.join(node), ConfigFile.ROOT, "");
    }

    private @Nullable Object read(Node node, Shape shape, String path) {
        return switch (shape) {
            case Block block -> isEmpty(node) ? withDefaults(block, Map.of(), Set.of()) : block(node, block, path);
            case MapOf map -> isEmpty(node) ? Section.EMPTY : entries(node, map, path);
            case ListOf list -> isEmpty(node) ? List.of() : elements(node, list, path);
            case Shape scalar -> scalars.read(node, scalar, path);
        };
    }

    private Section block(Node node, Block block, String path) {
        var known = block.keys().stream().collect(Collectors.toMap(Key::name, key -> key));
        var values = new LinkedHashMap<String, Value>();
        var written = keysOf(node, path);
        written.forEach((name, tuple) -> {
            var key = known.get(name);
            if (key == null) {
                problems.add(at(tuple.getKeyNode()), UnknownKey.describe(name, block, path));
            } else {
                put(values, name, tuple, read(tuple.getValueNode(), key.shape(), join(path, name)));
            }
        });
        refuseMissing(node, block, written, path);
        return withDefaults(block, values, written.keySet());
    }

    private void refuseMissing(Node node, Block block, Map<String, NodeTuple> written, String path) {
        for (var key : block.keys()) {
            if (key.presence() == Key.Presence.REQUIRED && !written.containsKey(key.name())) {
                problems.add(
                        at(node), "%s needs '%s': %s".formatted(path, key.name(), ShapeText.describe(key.shape())));
            }
        }
    }

    private Section withDefaults(Block block, Map<String, Value> read, Set<String> written) {
        var values = new LinkedHashMap<>(read);
        for (var key : block.keys()) {
            defaultOf(key).ifPresent(content -> values.putIfAbsent(key.name(), new Value(content, Position.NOWHERE)));
        }
        return new Section(values, written);
    }

    private Optional<Object> defaultOf(Key key) {
        return key.presence() == Key.Presence.IMPLIED
                ? Optional.of(withDefaults((Block) key.shape(), Map.of(), Set.of()))
                : Optional.ofNullable(key.fallback());
    }

    private Section entries(Node node, MapOf map, String path) {
        var values = new LinkedHashMap<String, Value>();
        keysOf(node, path).forEach((name, tuple) -> {
            if (!map.name().matcher(name).matches()) {
                problems.add(
                        at(tuple.getKeyNode()),
                        "'%s' is no name for %s: use 1 to 64 letters, digits, '.', '_' or '-'"
                                .formatted(ShapeText.shorten(name), ShapeText.withArticle(map.entry())));
            }
            var content = read(tuple.getValueNode(), map.value(), join(path, name));
            put(values, name, tuple, Objects.requireNonNullElse(content, Section.EMPTY));
        });
        return new Section(values, values.keySet());
    }

    private List<Object> elements(Node node, ListOf list, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            problems.add(at(node), path + " must be a list, such as [\"search\"]");
            return List.of();
        }
        var elements = new ArrayList<>();
        for (var element : sequence.getValue()) {
            var content = read(element, list.element(), "%s[%d]".formatted(path, elements.size()));
            if (content != null) {
                elements.add(content);
            }
        }
        return List.copyOf(elements);
    }

    private Map<String, NodeTuple> keysOf(Node node, String path) {
        var keys = new LinkedHashMap<String, NodeTuple>();
        if (!(node instanceof MappingNode mapping)) {
            problems.add(at(node), ShapeText.place(path) + " must be a block of keys and values");
            return keys;
        }
        for (var tuple : mapping.getValue()) {
            nameOf(tuple.getKeyNode()).ifPresent(name -> {
                if (keys.putIfAbsent(name, tuple) != null) {
                    problems.add(at(tuple.getKeyNode()), duplicate(name, keys.get(name)));
                }
            });
        }
        return keys;
    }

    private Optional<String> nameOf(Node key) {
        if (key.getTag().equals(Tag.MERGE)) {
            problems.add(
                    at(key),
                    "'<<' does not merge here: write the keys out, or share a whole block with &name and *name");
            return Optional.empty();
        }
        if (key instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problems.add(at(key), "a key must be a plain name");
        return Optional.empty();
    }

    private static String duplicate(String name, @Nullable NodeTuple first) {
        var line = first == null ? 0 : at(first.getKeyNode()).line();
        return "'%s' stands here twice, first in line %d; keep one".formatted(ShapeText.shorten(name), line);
    }

    private static void put(Map<String, Value> values, String name, NodeTuple tuple, @Nullable Object content) {
        if (content != null) {
            values.put(name, new Value(content, at(tuple.getValueNode())));
        }
    }

    private static boolean isEmpty(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static Position at(Node node) {
        return Position.of(node.getStartMark());
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
