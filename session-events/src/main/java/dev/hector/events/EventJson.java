package dev.hector.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The stored JSON form of events: snake_case names, absent instead of null, times in ISO-8601. */
public final class EventJson {

    private static final Map<String, Class<? extends SessionEvent>> TYPES = Map.of(
            "SessionCreated", SessionCreated.class,
            "AgentConfigured", AgentConfigured.class,
            "MessageAppended", MessageAppended.class,
            "TurnStarted", TurnStarted.class,
            "TurnCompleted", TurnCompleted.class,
            "TurnFailed", TurnFailed.class,
            "MemorySummarised", MemorySummarised.class,
            "SessionEnded", SessionEnded.class);

    private static final int REVISION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(
                    inclusion -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private EventJson() {}

    /** The name under which an event is stored. */
    public static String typeOf(SessionEvent event) {
        return event.getClass().getSimpleName();
    }

    /** The revision of the stored form that {@link #write} produces. */
    public static int revisionOf(SessionEvent event) {
        return REVISION;
    }

    public static String write(SessionEvent event) {
        return MAPPER.writeValueAsString(event);
    }

    /**
     * Reads what {@link #write} of this or an earlier release wrote.
     *
     * @throws UnknownEventException when a newer release wrote it
     */
    public static SessionEvent read(String type, int revision, String json) {
        var target = TYPES.get(type);
        if (target == null || revision > REVISION) {
            throw new UnknownEventException(type, revision);
        }
        return MAPPER.readValue(json, target);
    }

    public static String writeMetadata(EventMetadata metadata) {
        return MAPPER.writeValueAsString(metadata);
    }

    public static EventMetadata readMetadata(String json) {
        return MAPPER.readValue(json, EventMetadata.class);
    }
}
