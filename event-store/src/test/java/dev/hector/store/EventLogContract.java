package dev.hector.store;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.created;
import static dev.hector.store.Sample.message;
import static dev.hector.store.Sample.newEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hector.events.EventJson;
import dev.hector.events.EventMetadata;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.KeyTaken;
import dev.hector.store.AppendResult.VersionConflict;
import dev.hector.store.EventLog.SessionRange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store's log promises. */
abstract class EventLogContract {

    private static final SessionKey PAINT = Sample.session("paint");
    private static final SessionKey MUSIC = Sample.session("music");
    private static final String ID = "evt_01KB1X0G9Z4Q8T0Y6R1M2N3P4Q";

    private SessionStore store;
    private EventLog log;

    abstract SessionStore open() throws Exception;

    /** How many of six events, whose appends have four causes, are stored with their cause. */
    long eventsWithTheirCause() {
        return 4;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        log = store.log();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(log.head()).isZero();
        assertThat(log.version(PAINT)).isZero();
        assertThat(log.readAll(0, 10)).isEmpty();
        assertThat(log.readSession(PAINT, SessionRange.after(0, 10))).isEmpty();
    }

    @Test
    void numbersTheEventsOfASessionFromOneWithoutGaps() {
        assertThat(log.append(append(PAINT, 0, created(), message("Hello")))).isEqualTo(new Appended(2, 2));
        assertThat(log.append(append(MUSIC, 0, created()))).isEqualTo(new Appended(1, 3));
        assertThat(log.append(append(PAINT, 2, message("Teal")))).isEqualTo(new Appended(3, 4));

        assertThat(log.readSession(PAINT, SessionRange.after(0, 10)))
                .extracting(StoredEvent::sequence)
                .containsExactly(1L, 2L, 3L);
        assertThat(log.version(PAINT)).isEqualTo(3);
        assertThat(log.head()).isEqualTo(4);
    }

    @Test
    void givesBackWhatWasStored() {
        var event = new NewEvent(ID, message("Grüße \u0000 🎨"), new EventMetadata("ada", "req", "msg"), Sample.NOON);

        log.append(new Append(PAINT, 0, List.of(event)));

        var stored = log.readAll(0, 1).getFirst();
        assertThat(stored.session()).isEqualTo(PAINT);
        assertThat(stored.eventId()).isEqualTo(ID);
        assertThat(stored.type()).isEqualTo("MessageAppended");
        assertThat(stored.event()).isEqualTo(event.event());
        assertThat(stored.cause()).isEqualTo(event.metadata());
        assertThat(stored.occurredAt()).isEqualTo(Sample.NOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evt_",
                "evt_1",
                "01KB1X0G9Z4Q8T0Y6R1M2N3P4Q",
                "evt_01kb1x0g9z4q8t0y6r1m2n3p4q",
                "evt_81KB1X0G9Z4Q8T0Y6R1M2N3P4Q"
            })
    void refusesAnEventWhoseIdWouldNotComeBackAsItIs(String id) {
        assertThat(catchThrowable(() -> new Append(PAINT, 0, List.of(newEvent(id, created())))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(id);
    }

    @Test
    void tellsTheCauseOfEachEventHoweverOftenItIsStored() {
        var ada = new EventMetadata("ada", "req_1", null);
        var bob = new EventMetadata("bob", "req_2", null);
        log.append(new Append(PAINT, 0, List.of(caused(ada), caused(ada), caused(bob), caused(ada))));
        log.append(new Append(MUSIC, 0, List.of(caused(bob), caused(bob))));

        assertThat(log.readAll(0, 10)).extracting(StoredEvent::cause).containsExactly(ada, ada, bob, ada, bob, bob);
        assertThat(log.readSession(PAINT, SessionRange.newestBefore(3, 1)))
                .extracting(StoredEvent::cause)
                .containsExactly(ada);
        assertThat(store.<Long>read(rows -> rows.sql("SELECT count(metadata) FROM session_event")
                        .query(Long.class)
                        .single()))
                .isEqualTo(eventsWithTheirCause());
    }

    @Test
    void showsPeopleTheLogInAView() {
        var event = new NewEvent(
                ID, message("Grüße", "key-1"), new EventMetadata("ada", null, null), Sample.NOON.plusMillis(7));
        log.append(new Append(PAINT, 0, List.of(newEvent(created()), event)));

        var shown = store.read(rows -> rows.sql("SELECT * FROM session_events WHERE sequence = 2")
                .query((row, _) -> List.of(
                        row.getString("tenant"),
                        row.getString("agent"),
                        row.getString("session_id"),
                        row.getString("event_id"),
                        row.getString("type"),
                        row.getString("payload"),
                        row.getString("metadata"),
                        row.getString("message_key"),
                        row.getString("occurred_at")))
                .single());

        assertThat(shown)
                .containsExactly(
                        PAINT.tenant(),
                        PAINT.agent(),
                        PAINT.sessionId(),
                        ID,
                        "MessageAppended",
                        EventJson.write(event.event()),
                        "{\"actor\":\"ada\"}",
                        "key-1",
                        Sample.NOON.plusMillis(7).toString());
    }

    @Test
    void givesEachOfManyIdsBackAsItIs() {
        var ids = Stream.generate(() -> newEvent(message("x"))).limit(200).toList();
        log.append(new Append(PAINT, 0, ids));

        var shown = store.read(rows -> rows.sql("SELECT event_id FROM session_events ORDER BY position")
                .query(String.class)
                .list());

        assertThat(shown).isEqualTo(ids.stream().map(NewEvent::eventId).toList());
    }

    @Test
    void givesASessionOneNumberHoweverManyBeginIt() {
        var begun = IntStream.range(0, 8)
                .mapToObj(_ ->
                        CompletableFuture.supplyAsync(() -> log.append(append(PAINT, 0, created(), message("Hello")))))
                .map(CompletableFuture::join)
                .toList();

        assertThat(begun).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(log.readAll(0, 100)).hasSize(2);
        assertThat(store.<Long>read(rows -> rows.sql("SELECT count(*) FROM session")
                        .query(Long.class)
                        .single()))
                .isEqualTo(1);
    }

    @Test
    void refusesAnotherVersionAndStoresNothing() {
        log.append(append(PAINT, 0, created(), message("Hello")));

        assertThat(log.append(append(PAINT, 1, message("Late")))).isEqualTo(new VersionConflict(2));
        assertThat(log.append(append(PAINT, 0, created()))).isEqualTo(new VersionConflict(2));
        assertThat(log.append(append(PAINT, 7, message("Early")))).isEqualTo(new VersionConflict(2));
        assertThat(log.append(append(MUSIC, 1, message("No session")))).isEqualTo(new VersionConflict(0));

        assertThat(log.head()).isEqualTo(2);
        assertThat(log.readAll(0, 10)).hasSize(2);
    }

    @Test
    void answersARepeatedAppendWithWhatItStoredBefore() {
        var begin = append(PAINT, 0, created(), message("Hello"));
        var first = log.append(begin);
        log.append(append(MUSIC, 0, created()));
        log.append(append(PAINT, 2, message("Teal")));

        assertThat(log.append(begin)).isEqualTo(first).isEqualTo(new Appended(2, 2));
        assertThat(log.readAll(0, 10)).hasSize(4);
        assertThat(log.head()).isEqualTo(4);
    }

    @Test
    void takesNoEventOfAnotherSessionForARepetition() {
        var event = newEvent(ID, created());
        log.append(new Append(PAINT, 0, List.of(event)));

        assertThat(log.append(new Append(MUSIC, 3, List.of(event)))).isEqualTo(new VersionConflict(0));
    }

    @Test
    void refusesOnlyTheSessionThatConflictsInABatch() {
        log.append(append(PAINT, 0, created()));

        var results = ((SqlEventLog) log)
                .append(List.of(
                        append(MUSIC, 0, created(), message("Jazz")),
                        append(PAINT, 0, message("Late")),
                        append(MUSIC, 2, message("Blues")),
                        append(PAINT, 1, message("Teal"))));

        assertThat(results)
                .containsExactly(new Appended(2, 3), new VersionConflict(1), new Appended(3, 4), new Appended(2, 5));
        assertThat(log.head()).isEqualTo(5);
        assertThat(log.readAll(0, 10)).extracting(StoredEvent::position).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void readsAllInPages() {
        log.append(append(PAINT, 0, created(), message("1")));
        log.append(append(MUSIC, 0, created(), message("2")));

        assertThat(log.readAll(0, 3)).extracting(StoredEvent::position).containsExactly(1L, 2L, 3L);
        assertThat(log.readAll(3, 3)).extracting(StoredEvent::position).containsExactly(4L);
        assertThat(log.readAll(4, 3)).isEmpty();
    }

    @Test
    void readsASessionForwardsAndBackwardsBetweenBounds() {
        log.append(append(PAINT, 0, created(), message("1"), message("2"), message("3"), message("4")));

        assertThat(sequences(SessionRange.after(1, 2))).containsExactly(2L, 3L);
        assertThat(sequences(SessionRange.newestBefore(Long.MAX_VALUE, 2))).containsExactly(5L, 4L);
        assertThat(sequences(SessionRange.newestBefore(4, 10))).containsExactly(3L, 2L, 1L);
        assertThat(sequences(new SessionRange(1, 5, Set.of(), false, 10))).containsExactly(2L, 3L, 4L);
        assertThat(sequences(new SessionRange(1, 5, Set.of(), true, 2))).containsExactly(4L, 3L);
    }

    @Test
    void readsOnlyTheWantedTypes() {
        log.append(append(PAINT, 0, created(), message("1"), message("2")));

        assertThat(sequences(SessionRange.after(0, 10).ofTypes(SessionCreated.class)))
                .containsExactly(1L);
        assertThat(sequences(SessionRange.after(1, 10).ofTypes(SessionCreated.class, MessageAppended.class)))
                .containsExactly(2L, 3L);
        assertThat(sequences(SessionRange.after(0, 10).ofTypes(MemorySummarised.class)))
                .isEmpty();
        assertThat(sequences(SessionRange.after(0, 10).ofTypes(Set.of("x' OR '1'='1"))))
                .isEmpty();
    }

    @Test
    void findsAMessageByItsKeyInItsSessionOnly() {
        log.append(append(PAINT, 0, created(), message("Hello", "key-1"), message("Again", "key-2")));
        log.append(append(MUSIC, 0, created(), message("Hello", "key-1")));

        assertThat(log.findByKeys(PAINT, Set.of("key-1")))
                .extracting(StoredEvent::sequence)
                .containsExactly(2L);
        assertThat(log.findByKeys(PAINT, Set.of("key-2", "key-1", "key-3")))
                .extracting(StoredEvent::sequence)
                .containsExactly(2L, 3L);
        assertThat(log.findByKeys(MUSIC, Set.of("key-2"))).isEmpty();
        assertThat(log.findByKeys(PAINT, Set.of())).isEmpty();
    }

    @Test
    void storesAKeyOnceInASession() {
        log.append(append(PAINT, 0, created(), message("Hello", "key-1")));

        assertThat(log.append(append(PAINT, 2, message("New"), message("Hello", "key-1"))))
                .isEqualTo(new KeyTaken());
        assertThat(log.version(PAINT)).isEqualTo(2);
        assertThat(log.append(append(PAINT, 2, message("Teal")))).isInstanceOf(Appended.class);
    }

    @Test
    void refusesOnlyTheAppendWhoseKeyIsTakenInABatch() {
        log.append(append(PAINT, 0, created(), message("Hello", "key-1")));

        var one = append(PAINT, 2, message("Hello", "key-1"));
        var other = append(MUSIC, 0, created(), message("Hello", "key-1"));
        var together = new AppendQueue("store", ((SqlEventLog) log)::append);
        var results = Stream.of(one, other)
                .map(append -> CompletableFuture.supplyAsync(() -> together.append(append)))
                .toList();

        assertThat(results.get(0).join()).isEqualTo(new KeyTaken());
        assertThat(results.get(1).join()).isEqualTo(new Appended(2, 4));
        assertThat(log.head()).isEqualTo(4);
    }

    @Test
    void tellsListenersOfAppendsUntilTheyLeave() throws Exception {
        var heard = new AtomicInteger();
        var subscription = log.onAppend(heard::incrementAndGet);

        log.append(append(PAINT, 0, created()));
        log.append(append(PAINT, 0, created()));
        subscription.close();
        log.append(append(PAINT, 1, message("Hello")));

        assertThat(heard).hasValue(1);
    }

    @Test
    void writesAllOrNothing() {
        assertThat(catchThrowable(() -> store.write(rows -> {
                    rows.sql("INSERT INTO projection_cursor (name, position) VALUES ('x', 1)")
                            .update();
                    throw new IllegalStateException("no");
                })))
                .hasMessage("no");

        assertThat(cursors()).isZero();
        store.write(rows -> rows.sql("INSERT INTO projection_cursor (name, position) VALUES ('x', 1)")
                .update());
        assertThat(cursors()).isEqualTo(1);
    }

    @Test
    void refusesACallWithinACall() {
        assertThat(catchThrowable(() -> store.write(_ -> log.head())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("within a call");
    }

    @Test
    void tellsTheTime() {
        store.check();
        assertThat(store.now())
                .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(5));
    }

    @Test
    void keepsOneOrderForWritersAndReadersAtOnce() throws Exception {
        var report = OrderCheck.run(log, 60);

        assertThat(report).isEqualTo(new OrderCheck.Report(16 * 60 * 2, 0, 0, 0, List.of()));
        assertThat(log.head()).isEqualTo(report.events());
    }

    private static NewEvent caused(EventMetadata cause) {
        return new NewEvent(newEvent(created()).eventId(), message("Hello"), cause, Sample.NOON);
    }

    private long cursors() {
        return store.read(rows -> rows.sql("SELECT count(*) FROM projection_cursor")
                .query(Long.class)
                .single());
    }

    private List<Long> sequences(SessionRange range) {
        return log.readSession(PAINT, range).stream().map(StoredEvent::sequence).toList();
    }
}
