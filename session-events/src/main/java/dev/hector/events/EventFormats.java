package dev.hector.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The names, revisions and upcasters of stored events. An event's revision is one more than the number of its upcasters,
 * so a changed form cannot be stored without the step that reads the old one.
 */
final class EventFormats {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(
                    inclusion -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private static final Map<String, Class<? extends SessionEvent>> NAMES = Map.of(
            "SessionCreated", SessionCreated.class,
            "AgentConfigured", AgentConfigured.class,
            "MessageAppended", MessageAppended.class,
            "TurnStarted", TurnStarted.class,
            "MemoriesRecalled", MemoriesRecalled.class,
            "TurnCompleted", TurnCompleted.class,
            "TurnFailed", TurnFailed.class,
            "MemorySummarised", MemorySummarised.class,
            "SessionEnded", SessionEnded.class);

    /** What this release reads and writes. */
    static final EventFormats CURRENT = new EventFormats(List.of());

    private final Map<Class<?>, String> names;
    private final Map<String, List<Upcaster>> upcasters = new HashMap<>();

    /** The upcasters of each type in the order of their revisions, from 1 on. */
    EventFormats(List<Upcaster> upcasters) {
        names = NAMES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        upcasters.forEach(this::add);
    }

    String nameOf(Class<? extends SessionEvent> event) {
        @Nullable String name = names.get(event);
        if (name == null) {
            throw new IllegalStateException("No stored name for " + event);
        }
        return name;
    }

    int revisionOf(String type) {
        return 1 + stepsOf(type).size();
    }

    SessionEvent read(String type, int revision, String json) {
        @Nullable Class<? extends SessionEvent> target = NAMES.get(type);
        if (target == null || revision > revisionOf(type)) {
            throw new UnknownEventException(type, revision);
        }
        try {
            return revision == revisionOf(type)
                    ? MAPPER.readValue(json, target)
                    : MAPPER.treeToValue(upcast(type, revision, json), target);
        } catch (JacksonException e) {
            throw new UnreadableEventException(type, revision, place(e));
        }
    }

    /** What Jackson says of a value may quote it, and what was said is in no log. */
    private static String place(JacksonException wrong) {
        var properties = wrong.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return wrong.getClass().getSimpleName() + (properties.isEmpty() ? "" : " at '" + properties + "'");
    }

    private ObjectNode upcast(String type, int revision, String json) {
        var tree = MAPPER.readValue(json, ObjectNode.class);
        for (var step : stepsOf(type).subList(revision - 1, revisionOf(type) - 1)) {
            tree = step.change().apply(tree);
        }
        return tree;
    }

    private List<Upcaster> stepsOf(String type) {
        return upcasters.getOrDefault(type, List.of());
    }

    private void add(Upcaster upcaster) {
        var steps = upcasters.computeIfAbsent(upcaster.type(), _ -> new ArrayList<>());
        if (upcaster.fromRevision() != steps.size() + 1 || !NAMES.containsKey(upcaster.type())) {
            throw new IllegalArgumentException("Not the next step of a known event: " + upcaster);
        }
        steps.add(upcaster);
    }
}
