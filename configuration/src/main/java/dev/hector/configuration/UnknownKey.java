package dev.hector.configuration;

import dev.hector.configuration.Shape.Block;
import dev.hector.configuration.Shape.MapOf;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what may have been meant by a key that nobody knows. */
final class UnknownKey {

    private UnknownKey() {}

    static String describe(String typed, Block block, String path) {
        var names = block.keys().stream().map(Key::name).toList();
        return "unknown key '%s' in %s; %s"
                .formatted(ShapeText.shorten(typed), ShapeText.place(path), remedy(typed, names));
    }

    private static String remedy(String typed, List<String> names) {
        var known = "the keys here are " + String.join(", ", names);
        return NearestName.of(typed, names)
                        .map("did you mean '%s'? "::formatted)
                        .or(() -> elsewhere(typed).map("it belongs at %s; "::formatted))
                        .orElse("")
                + known;
    }

    /** Where a key of this very name is known. */
    private static Optional<String> elsewhere(String typed) {
        return paths("", ConfigFile.ROOT)
                .filter(path -> path.endsWith("." + typed))
                .findFirst();
    }

    private static Stream<String> paths(String prefix, Shape shape) {
        return switch (shape) {
            case Block(var keys) ->
                keys.stream()
                        .flatMap(key -> Stream.concat(
                                Stream.of(prefix + key.name()), paths(prefix + key.name() + ".", key.shape())));
            case MapOf map -> paths(prefix + "NAME.", map.value());
            case Shape _ -> Stream.empty();
        };
    }
}
