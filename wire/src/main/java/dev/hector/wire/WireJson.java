package dev.hector.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it goes over the wire: snake_case, absent instead of null. */
public final class WireJson {

    /** Writes it, and reads it leniently: what a newer server adds is passed over. */
    public static final JsonMapper MAPPER = shaped(JsonMapper.builder()).build();

    private WireJson() {}

    /** The same builder, with the names and the nulls of the wire. */
    public static JsonMapper.Builder shaped(JsonMapper.Builder builder) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .changeDefaultPropertyInclusion(inclusion ->
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    }
}
