package dev.hector.events;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client's JSON objects as maps: in the client's order, and a value may be null. */
final class JsonObjects {

    private JsonObjects() {}

    /** An absent object is an empty one. */
    static Map<String, Object> copyOf(@Nullable Map<String, Object> object) {
        return object == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(object));
    }
}
