package dev.hector.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.store.StoredEvent;
import dev.hector.store.WorkingMemoryLog;
import dev.hector.store.projection.Projection;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code searched_text}: one row for each message and each summary of a session that was not deleted. Other
 * events are not even read, so that a newer release's kinds of events park no session. Without its cursor it is made
 * again from the log.
 */
final class SearchedTexts implements Projection {

    static final String NAME = "searched_text";

    private static final String OF_SESSION = "tenant = ? and agent = ? and session_id = ?";

    private final FullText fullText;

    SearchedTexts(FullText fullText) {
        this.fullText = fullText;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(JdbcClient rows, StoredEvent event) {
        applyAll(rows, List.of(event));
    }

    @Override
    public void applyAll(JdbcClient rows, List<StoredEvent> events) {
        events.stream()
                .filter(event -> event.is(MessageAppended.class, MemorySummarised.class, SessionEnded.class))
                .collect(groupingBy(StoredEvent::session, LinkedHashMap::new, toList()))
                .forEach((session, ofSession) -> {
                    if (ofSession.stream().anyMatch(VisibleSessions::isDeletion)) {
                        remove(rows, session);
                    } else {
                        add(rows, session, ofSession);
                    }
                });
    }

    private void remove(JdbcClient rows, SessionKey session) {
        fullText.delete(rows, OF_SESSION, List.of(session.tenant(), session.agent(), session.sessionId()));
    }

    private void add(JdbcClient rows, SessionKey session, List<StoredEvent> events) {
        var texts = events.stream()
                .flatMap(event -> SearchedText.of(event).stream())
                .toList();
        if (texts.isEmpty()) {
            return;
        }
        var positions = texts.stream().map(text -> text.event().position()).toList();
        fullText.delete(
                rows, "position in (" + positions.stream().map(_ -> "?").collect(joining(", ")) + ")", positions);
        fullText.insert(rows, owner(rows, session), texts);
    }

    private static String owner(JdbcClient rows, SessionKey session) {
        return WorkingMemoryLog.within(rows).between(session, 0, 1).stream()
                .map(StoredEvent::event)
                .map(SessionCreated.class::cast)
                .map(created -> CatalogueEntry.storable(created.userId()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Session " + session + " does not say whose it is"));
    }
}
