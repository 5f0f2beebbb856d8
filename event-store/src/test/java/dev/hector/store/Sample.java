package dev.hector.store;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.hector.events.EventMetadata;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Events to store in tests. */
public final class Sample {

    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final AtomicLong IDS = new AtomicLong();

    private Sample() {}

    public static SessionKey session(String id) {
        return SessionKey.of("assistant", id);
    }

    public static Append append(SessionKey session, long expectedVersion, SessionEvent... events) {
        return new Append(
                session,
                expectedVersion,
                Arrays.stream(events).map(Sample::newEvent).toList());
    }

    public static NewEvent newEvent(SessionEvent event) {
        return newEvent("evt_" + UlidCreator.getMonotonicUlid(), event);
    }

    /** The id of an event that a test calls so, the same whenever it is asked for. */
    public static String eventId(String name) {
        return "evt_" + UlidCreator.getHashUlid(0, name);
    }

    public static NewEvent newEvent(String id, SessionEvent event) {
        return new NewEvent(id, event, EventMetadata.SYSTEM, NOON);
    }

    public static SessionEvent created() {
        return new SessionCreated("ada", "A title", Map.of("topic", "paint"));
    }

    public static SessionEvent message(String content) {
        return message(content, null);
    }

    public static SessionEvent message(String content, @Nullable String key) {
        return new MessageAppended(
                "msg_" + IDS.incrementAndGet(),
                Role.USER,
                content,
                3,
                List.of(),
                null,
                null,
                key,
                null,
                null,
                Map.of());
    }
}
