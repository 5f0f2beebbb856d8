package dev.hector.longterm;

import dev.hector.events.EventMetadata;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.NewEvent;
import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session told by its events, each of which is in the log at once. */
final class GivenSession {

    static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05.678Z");

    private final SessionStore store;
    private final SessionKey key;
    private long version;

    /** Goes on after event {@code version}. */
    GivenSession(SessionStore store, SessionKey key, long version) {
        this.store = store;
        this.key = key;
        this.version = version;
    }

    static GivenSession of(SessionStore store, String agent, String id, String user) {
        return new GivenSession(store, SessionKey.of(agent, id), 0).created(user);
    }

    GivenSession created(String user) {
        return tell(new SessionCreated(user, null, Map.of()));
    }

    GivenSession asked(String... texts) {
        return said(Role.USER, texts);
    }

    GivenSession answered(String... texts) {
        return said(Role.ASSISTANT, texts);
    }

    GivenSession said(Role role, String... texts) {
        var messages = new ArrayList<SessionEvent>();
        for (var text : texts) {
            messages.add(message(role, text, null, Map.of()));
        }
        return tell(messages.toArray(SessionEvent[]::new));
    }

    GivenSession imported(String speaker, String text, Instant saidAt) {
        return tell(message(Role.USER, text, saidAt, Map.of("speaker", speaker)));
    }

    GivenSession summarised(long from, long to, String text) {
        return tell(new MemorySummarised(from, to, text, words(text), "extractive", 100, 10));
    }

    GivenSession ended() {
        return tell(new SessionEnded(Reason.COMPLETED));
    }

    GivenSession deleted() {
        return tell(new SessionEnded(Reason.DELETED));
    }

    SessionKey key() {
        return key;
    }

    static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    private GivenSession tell(SessionEvent... events) {
        var appended = new ArrayList<NewEvent>();
        for (var event : events) {
            var sequence = version + appended.size() + 1;
            var id = Sample.eventId(key + "_" + sequence);
            appended.add(new NewEvent(id, event, EventMetadata.SYSTEM, BEGIN.plusSeconds(sequence)));
        }
        version = ((AppendResult.Appended) store.log().append(new Append(key, version, appended))).version();
        return this;
    }

    private static MessageAppended message(
            Role role, String text, @Nullable Instant saidAt, Map<String, Object> metadata) {
        return new MessageAppended(
                "msg_" + text.hashCode(), role, text, words(text), List.of(), null, null, null, null, saidAt, metadata);
    }
}
