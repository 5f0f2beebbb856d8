package dev.hector.store;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.hector.events.EventMetadata;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.store.EventLog.SessionRange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The one table of events that all machines share: what a database would store, at once and without fail. */
public final class SimulatedLog {

    /** An event with the object it was stored from. */
    public record Entry(StoredEvent stored, SessionEvent event) {}

    /** Is told what was just committed. */
    public interface Witness {

        void committed(SessionKey session, List<Entry> events);
    }

    private final Witness witness;
    private int given;
    private final List<Entry> all = new ArrayList<>();
    private final Map<SessionKey, List<Entry>> sessions = new HashMap<>();
    private final Map<String, Entry> ids = new HashMap<>();
    private final Map<String, StoredEvent> keys = new HashMap<>();

    public SimulatedLog(Witness witness) {
        this.witness = witness;
    }

    AppendResult append(Append append) {
        var session = of(append.session());
        if (session.size() != append.expectedVersion()) {
            var stored = ids.get(append.events().getLast().eventId());
            return stored == null
                    ? new AppendResult.VersionConflict(session.size())
                    : new AppendResult.Appended(
                            stored.stored().sequence(), stored.stored().position());
        }
        var committed = new ArrayList<Entry>(append.events().size());
        for (var event : append.events()) {
            committed.add(store(append.session(), event));
        }
        witness.committed(append.session(), committed);
        return new AppendResult.Appended(session.size(), all.size());
    }

    /** True when the append would be in its place, but for a key that the session has already. */
    boolean keyTaken(Append append) {
        return version(append.session()) == append.expectedVersion()
                && append.events().stream()
                        .anyMatch(event -> event.event() instanceof MessageAppended message
                                && message.key() != null
                                && keys.containsKey(append.session() + " " + message.key()));
    }

    /** Stores what has always been there. */
    public void given(SessionKey session, List<SessionEvent> events, Instant at) {
        var news = events.stream()
                .map(event -> new NewEvent(nextGiven(), event, EventMetadata.SYSTEM, at))
                .toList();
        append(new Append(session, version(session), news));
    }

    private String nextGiven() {
        return "evt_" + UlidCreator.getHashUlid(0, "given " + ++given);
    }

    private Entry store(SessionKey session, NewEvent event) {
        var row = EventRow.of(event, null);
        var stored = new StoredEvent(
                all.size() + 1L,
                session,
                of(session).size() + 1L,
                event.eventId(),
                row.type(),
                row.revision(),
                new String(row.payload(), StandardCharsets.UTF_8),
                new String(row.metadata(), StandardCharsets.UTF_8),
                event.occurredAt());
        var entry = new Entry(stored, event.event());
        all.add(entry);
        of(session).add(entry);
        ids.put(event.eventId(), entry);
        if (row.messageKey() != null) {
            keys.put(session + " " + row.messageKey(), stored);
        }
        return entry;
    }

    private List<Entry> of(SessionKey session) {
        return sessions.computeIfAbsent(session, _ -> new ArrayList<>());
    }

    /** A session's events, oldest first. */
    public List<Entry> session(SessionKey session) {
        return List.copyOf(of(session));
    }

    /** All events above a position. */
    public List<Entry> after(long position) {
        return all.subList((int) position, all.size());
    }

    List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        var sequence = Comparator.comparingLong(StoredEvent::sequence);
        return of(session).stream()
                .map(Entry::stored)
                .filter(event -> event.sequence() > range.after() && event.sequence() < range.before())
                .filter(event -> range.types().isEmpty() || range.types().contains(event.type()))
                .sorted(range.descending() ? sequence.reversed() : sequence)
                .limit(range.limit())
                .toList();
    }

    long head() {
        return all.size();
    }

    long version(SessionKey session) {
        return of(session).size();
    }

    List<StoredEvent> findByKeys(SessionKey session, Set<String> wanted) {
        return wanted.stream()
                .map(key -> keys.get(session + " " + key))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(StoredEvent::sequence))
                .toList();
    }
}
