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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The configuration's keys as a JSON Schema (2020-12), for editors. */
public final class ConfigSchema {

    private static final Map<String, Object> VARIABLE = Map.of("type", "string", "pattern", "\\$\\{");

    private ConfigSchema() {}

    public static String json() {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Hector configuration");
        schema.putAll(schemaOf(ConfigFile.ROOT));
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(schema);
    }

    private static Map<String, Object> schemaOf(Shape shape) {
        return switch (shape) {
            case Block block -> block(block);
            case MapOf map -> entries(map);
            case ListOf(var element) -> ordered("type", List.of("array", "null"), "items", schemaOf(element));
            case Text _, Reference _ -> ordered("type", List.of("string", "number", "boolean"));
            case Choice(var words) -> orVariable(ordered("enum", words));
            case Whole(var least, var most) ->
                orVariable(ordered("type", "integer", "minimum", least, "maximum", most));
            case Decimal range -> orVariable(decimal(range));
            case Flag() -> orVariable(ordered("type", "boolean"));
            case Presence() -> ordered("type", List.of("boolean", "null", "object"), "maxProperties", 0);
            case Span _ -> ordered("type", "string", "pattern", "^(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?$|\\$\\{");
        };
    }

    private static Map<String, Object> block(Block block) {
        var properties = new LinkedHashMap<String, Object>();
        block.keys().forEach(key -> properties.put(key.name(), property(key)));
        var schema =
                ordered("type", List.of("object", "null"), "additionalProperties", false, "properties", properties);
        var required = block.keys().stream()
                .filter(key -> key.presence() == Key.Presence.REQUIRED)
                .map(Key::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("type", "object");
            schema.put("required", required);
        }
        return schema;
    }

    private static Map<String, Object> property(Key key) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("description", key.doc());
        schema.putAll(schemaOf(key.shape()));
        var fallback = key.fallback();
        if (fallback != null) {
            schema.put("default", fallback instanceof Duration span ? Spans.format(span) : fallback);
        }
        return schema;
    }

    private static Map<String, Object> entries(MapOf map) {
        return ordered(
                "type", List.of("object", "null"),
                "propertyNames", Map.of("pattern", "^" + map.name().pattern() + "$"),
                "additionalProperties", schemaOf(map.value()));
    }

    private static Map<String, Object> decimal(Decimal range) {
        return ordered(
                "type",
                "number",
                range.orEqual() ? "minimum" : "exclusiveMinimum",
                range.least(),
                "maximum",
                range.most());
    }

    private static Map<String, Object> orVariable(Map<String, Object> schema) {
        return ordered("anyOf", List.of(schema, VARIABLE));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (var index = 0; index < keysAndValues.length; index += 2) {
            map.put((String) keysAndValues[index], keysAndValues[index + 1]);
        }
        return map;
    }
}
