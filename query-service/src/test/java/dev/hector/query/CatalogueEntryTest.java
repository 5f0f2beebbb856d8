package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.EventJson;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.TurnStarted;
import dev.hector.store.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CatalogueEntryTest {

    private static final SessionKey SESSION = SessionKey.of("assistant", "s1");

    @Test
    void creationIsKeptAsTheClientGaveIt() {
        var entry = after(CREATED).orElseThrow();

        assertThat(entry.userId()).isEqualTo("ann");
        assertThat(entry.title()).isEqualTo("Tea");
        assertThat(entry.metadata()).isEqualTo("{\"b\":1,\"a\":[true]}");
        assertThat(entry.createdAt()).isEqualTo(time(1));
        assertThat(entry.ended()).isFalse();
    }

    @Test
    void messagesAndTurnsAreCounted() {
        var entry = after(CREATED, MESSAGE, STARTED, FAILED, MESSAGE).orElseThrow();

        assertThat(entry.messageCount()).isEqualTo(2);
        assertThat(entry.turnCount()).isEqualTo(1);
        assertThat(entry.version()).isEqualTo(5);
        assertThat(entry.updatedAt()).isEqualTo(time(5));
        assertThat(entry.lastPosition()).isEqualTo(50);
    }

    @Test
    void summaryIsNoActivity() {
        var entry = after(CREATED, MESSAGE, new MemorySummarised(2, 2, "tea", 1, "m", 9, 1))
                .orElseThrow();

        assertThat(entry.version()).isEqualTo(3);
        assertThat(entry.updatedAt()).isEqualTo(time(2));
        assertThat(entry.lastPosition()).isEqualTo(20);
    }

    @Test
    void endedSessionKeepsItsReasonAndTime() {
        var entry = after(CREATED, new SessionEnded(SessionEnded.Reason.IDLE_TIMEOUT))
                .orElseThrow();

        assertThat(entry.endReason()).isEqualTo("idle_timeout");
        assertThat(entry.endedAt()).isEqualTo(time(2));
    }

    @Test
    void deletedSessionIsGoneForGood() {
        var deleted = new SessionEnded(SessionEnded.Reason.DELETED);

        assertThat(after(CREATED, deleted)).isEmpty();
        assertThat(after(CREATED, new SessionEnded(SessionEnded.Reason.COMPLETED), deleted))
                .isEmpty();
        assertThat(after(CREATED, deleted, FAILED)).isEmpty();
    }

    @Test
    void repeatedEventsChangeNothing() {
        var entry = after(CREATED, MESSAGE);

        assertThat(CatalogueEntry.evolve(entry, stored(2, MESSAGE))).isEqualTo(entry);
    }

    private static final SessionCreated CREATED =
            new SessionCreated("ann", "Tea", new TreeMap<>(Map.of("a", List.of(true), "b", 1)).reversed());

    private static final MessageAppended MESSAGE =
            new MessageAppended("msg_1", Role.USER, "hello", 1, List.of(), null, null, null, null, null, Map.of());

    private static final TurnStarted STARTED = new TurnStarted("turn_1", "msg_1", 1, "me", time(9));

    private static final TurnFailed FAILED = new TurnFailed("turn_1", 1, Code.MODEL_FAILED, "no");

    private static Optional<CatalogueEntry> after(SessionEvent... events) {
        var entry = Optional.<CatalogueEntry>empty();
        for (var i = 0; i < events.length; i++) {
            entry = CatalogueEntry.evolve(entry, stored(i + 1, events[i]));
        }
        return entry;
    }

    private static StoredEvent stored(long sequence, SessionEvent event) {
        return new StoredEvent(
                sequence * 10,
                SESSION,
                sequence,
                "evt_" + sequence,
                EventJson.typeOf(event),
                1,
                EventJson.write(event),
                "{}",
                time(sequence));
    }

    private static Instant time(long second) {
        return Instant.ofEpochSecond(second);
    }
}
