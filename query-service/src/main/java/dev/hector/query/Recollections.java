package dev.hector.query;

import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.RecalledMemory;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.Recollection;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The texts of memories that a turn recalled, read where they were said. What was deleted since has none. */
final class Recollections {

    private static final String FINAL_SUMMARY = """
        select content from memory
        where tenant = :tenant and agent = :agent and session_id = :session and sequence = :sequence and deleted = 0\
        """;

    private final SessionStore store;
    private final SessionKey session;
    private final HashMap<SessionKey, Boolean> deleted = new HashMap<>();

    private Recollections(SessionStore store, SessionKey session) {
        this.store = store;
        this.session = session;
    }

    /** In their order; of sessions of the same tenant and agent. */
    static List<Recollection> of(SessionStore store, SessionKey session, List<RecalledMemory> memories) {
        var recollections = new Recollections(store, session);
        return memories.stream()
                .map(memory ->
                        new Recollection(memory, recollections.text(memory).orElse(null)))
                .toList();
    }

    private Optional<String> text(RecalledMemory memory) {
        var source = new SessionKey(session.tenant(), session.agent(), memory.sessionId());
        if (deleted.computeIfAbsent(source, this::isDeleted)) {
            return Optional.empty();
        }
        var range = new SessionRange(memory.sequence() - 1, memory.sequence() + 1, Set.of(), false, 1);
        return store.log().readSession(source, range).stream().findFirst().flatMap(this::text);
    }

    private boolean isDeleted(SessionKey source) {
        return store.log().readSession(source, SessionRange.newestBefore(Long.MAX_VALUE, 1)).stream()
                .anyMatch(VisibleSessions::isDeletion);
    }

    private Optional<String> text(StoredEvent event) {
        return switch (event.event()) {
            case MessageAppended message -> Optional.of(message.text());
            case MemorySummarised summary -> Optional.of(summary.text());
            default -> finalSummary(event);
        };
    }

    /** What was summarised at a session's end is derived from it, and no event of it. */
    private Optional<String> finalSummary(StoredEvent end) {
        return store.read(rows -> rows.sql(FINAL_SUMMARY)
                .param("tenant", end.session().tenant())
                .param("agent", end.session().agent())
                .param("session", end.session().sessionId())
                .param("sequence", end.sequence())
                .query(String.class)
                .optional());
    }
}
