package dev.hector.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionNumber;
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

    /** So many rows are deleted at once. */
    private static final int TOGETHER = 500;

    private static final String OF_SESSION = "select position from session_event where session = " + SessionNumber.OF
            + " and type in ('MessageAppended', 'MemorySummarised')";

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
        var positions = SessionNumber.bind(rows.sql(OF_SESSION), session)
                .query(Long.class)
                .list();
        for (var from = 0; from < positions.size(); from += TOGETHER) {
            delete(rows, positions.subList(from, Math.min(positions.size(), from + TOGETHER)));
        }
    }

    private void delete(JdbcClient rows, List<Long> positions) {
        fullText.delete(
                rows, "position in (" + positions.stream().map(_ -> "?").collect(joining(", ")) + ")", positions);
    }

    private void add(JdbcClient rows, SessionKey session, List<StoredEvent> events) {
        var texts = events.stream()
                .flatMap(event -> SearchedText.of(event).stream())
                .toList();
        if (texts.isEmpty()) {
            return;
        }
        var positions = texts.stream().map(text -> text.event().position()).toList();
        delete(rows, positions);
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
