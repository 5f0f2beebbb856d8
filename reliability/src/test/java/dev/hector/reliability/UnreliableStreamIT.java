package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.events.EventMetadata;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.memory.MemoryProjector;
import dev.hector.query.SessionCatalogue;
import dev.hector.query.TextSearch;
import dev.hector.store.Append;
import dev.hector.store.NewEvent;
import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import dev.hector.store.TestPostgres;
import dev.hector.store.TestStores;
import dev.hector.store.projection.MutantStreamDelivery;
import dev.hector.store.projection.Projection;
import dev.hector.store.projection.ProjectionRunner;
import dev.hector.store.projection.StreamFedProjections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stream that brings some events again, as after a change of relays, and others never. */
class UnreliableStreamIT {

    private static final int SESSIONS = 5;
    private static final int STEP = 4;

    private final SessionStoreConfig database = TestPostgres.newDatabase();

    @Test
    void projectionsEqualAReplay() throws Exception {
        try (var store = TestStores.open(database)) {
            var fed = new StreamFedProjections();
            var runners = projections(store).stream()
                    .map(projection -> fed.of(store, projection))
                    .toList();
            runners.forEach(ProjectionRunner::catchUp);
            tell(store);
            bring(store, events -> fed.feed(store, events, _ -> {}));
            runners.forEach(ProjectionRunner::close);
        }
        assertThat(Replay.violations(database, TestPostgres.newDatabase())).isEmpty();
    }

    @Test
    void isCaughtWhenProjectionsDoNotLookAtSequences() throws Exception {
        try (var store = TestStores.open(database)) {
            tell(store);
            bring(
                    store,
                    events -> projections(store)
                            .forEach(projection -> MutantStreamDelivery.withoutSequences(store, projection, events)));
        }
        assertThat(Replay.violations(database, TestPostgres.newDatabase()))
                .anyMatch(violation -> violation.startsWith("session_catalogue lacks"))
                .anyMatch(violation -> violation.startsWith("searched_text lacks"));
    }

    private static List<Projection> projections(SessionStore store) {
        return List.of(SessionCatalogue.view(), MemoryProjector.view(), TextSearch.view(store));
    }

    private interface Stream {

        void brings(List<StoredEvent> events);
    }

    /** Each batch begins with the second half of the one before; of four in a row, two are lost. */
    private static void bring(SessionStore store, Stream stream) {
        var events = store.log().readAll(0, 1000);
        for (var from = 0; from < events.size(); from += STEP) {
            if (from / STEP % 4 < 2) {
                stream.brings(events.subList(from, Math.min(events.size(), from + 2 * STEP)));
            }
        }
    }

    private static void tell(SessionStore store) {
        for (var session = 0; session < SESSIONS; session++) {
            append(store, session, 0, new SessionCreated("ann", null, Map.of()));
        }
        for (var message = 1; message <= 4; message++) {
            for (var session = 0; session < SESSIONS; session++) {
                append(store, session, message, said("message " + message + " of session " + session));
            }
        }
    }

    private static void append(SessionStore store, int session, int version, SessionEvent event) {
        var id = Sample.eventId(session + "_" + version);
        var told = new NewEvent(id, event, EventMetadata.SYSTEM, Instant.EPOCH.plusSeconds(version));
        store.log().append(new Append(SessionKey.of("assistant", "s" + session), version, List.of(told)));
    }

    private static MessageAppended said(String text) {
        return new MessageAppended(
                "msg_" + text.hashCode(), Role.USER, text, 5, List.of(), null, null, null, null, null, Map.of());
    }
}
