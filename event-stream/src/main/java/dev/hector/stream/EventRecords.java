package dev.hector.stream;

import dev.hector.events.EventJson;
import dev.hector.events.EventMetadata;
import dev.hector.events.SessionKey;
import dev.hector.store.StoredEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stored events as CloudEvents 1.0, and back; docs/events.md is their public description. The data is the event's stored
 * JSON, of the type's revision; whatever the log knows besides is an attribute.
 */
final class EventRecords {

    private static final String TYPE = "dev.hector.session.";
    private static final String SOURCE = "/hector/sessions/";
    private static final String JSON = "application/json";
    private static final String SEQUENCE = "sequence";
    private static final String POSITION = "position";
    private static final String ACTOR = "actor";
    private static final String CORRELATION = "correlationid";
    private static final String CAUSATION = "causationid";

    private EventRecords() {}

    static CloudEvent of(StoredEvent event) {
        var cause = event.cause();
        return CloudEventBuilder.v1()
                .withId(event.eventId())
                .withSource(URI.create(SOURCE + event.session()))
                .withType(TYPE + event.type() + ".v" + event.revision())
                .withSubject(event.session().sessionId())
                .withTime(event.occurredAt().atOffset(ZoneOffset.UTC))
                .withData(JSON, event.payload().getBytes(StandardCharsets.UTF_8))
                .withExtension(SEQUENCE, Long.toString(event.sequence()))
                .withExtension(POSITION, Long.toString(event.position()))
                .withExtension(ACTOR, cause.actor())
                .withExtension(CORRELATION, Objects.requireNonNullElse(cause.correlationId(), ""))
                .withExtension(CAUSATION, Objects.requireNonNullElse(cause.causationId(), ""))
                .build();
    }

    /** @throws IllegalArgumentException when it is none that {@link #of} made */
    static StoredEvent read(CloudEvent event) {
        var type = event.getType();
        var version = type.lastIndexOf(".v");
        var source = event.getSource().toString();
        var time = event.getTime();
        var data = event.getData();
        if (!type.startsWith(TYPE)
                || version < TYPE.length()
                || !source.startsWith(SOURCE)
                || time == null
                || data == null) {
            throw new IllegalArgumentException("Not an event of a session: " + type + " from " + source);
        }
        return new StoredEvent(
                number(event, POSITION),
                SessionKey.parse(source.substring(SOURCE.length())),
                number(event, SEQUENCE),
                event.getId(),
                type.substring(TYPE.length(), version),
                Integer.parseInt(type.substring(version + 2)),
                new String(data.toBytes(), StandardCharsets.UTF_8),
                EventJson.writeMetadata(cause(event)),
                time.toInstant());
    }

    private static long number(CloudEvent event, String attribute) {
        return Long.parseLong(text(event, attribute));
    }

    private static String text(CloudEvent event, String attribute) {
        return Objects.toString(event.getExtension(attribute), "");
    }

    private static EventMetadata cause(CloudEvent event) {
        return new EventMetadata(text(event, ACTOR), given(event, CORRELATION), given(event, CAUSATION));
    }

    private static @Nullable String given(CloudEvent event, String attribute) {
        var text = text(event, attribute);
        return text.isEmpty() ? null : text;
    }
}
