package dev.hector.events;

import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** JSON values as text. */
final class JsonTexts {

    /** Low enough for a value to be part of a message of protobuf, whose readers take 100 levels, three a level of JSON. */
    static final int MOST_DEPTH = 24;

    private static final JsonMapper BOUNDED = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build())
            .build());

    private JsonTexts() {}

    /** The same value without white space; throws {@link IllegalArgumentException} for what is not one value. */
    static String compact(String json) {
        try (var parser = BOUNDED.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("Empty text is no JSON value");
            }
            var value = compact(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("More than one JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not a JSON value of at most " + MOST_DEPTH + " levels", e);
        }
    }

    static boolean isObject(String json) {
        try (var parser = JsonMapper.shared().createParser(json)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    && parser.skipChildren().nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }

    /** The value that the parser is at, with its numbers as they are written. */
    static String compact(JsonParser parser) {
        var text = new StringWriter();
        try (var copy = BOUNDED.createGenerator(text)) {
            copy.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }
}
