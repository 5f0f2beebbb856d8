package dev.hector.store.projection;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hector.events.SessionKey;
import dev.hector.store.EventLog;
import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import dev.hector.store.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A stream that repeats, loses, delays and disorders what it brings, and is read by several at once. */
class StreamFedProjectionsIT {

    private static final SessionKey PAINT = Sample.session("paint");

    private final StreamFedProjections fed = new StreamFedProjections();
    private SessionStore store;

    @BeforeEach
    void open() {
        store = TestStores.inPostgres();
        store.write(rows -> rows.sql(
                        "CREATE TABLE applied (id bigserial, projection text, session_id text, sequence bigint)")
                .update());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void appliesWhatTheStreamBringsAtOnce() {
        try (var journal = fed.of(store, new Journal("journal"))) {
            journal.catchUp();
            store.log().append(append(PAINT, 0, message("1"), message("2")));
            feed(store.log().readAll(0, 10));
            assertThat(applied("journal")).isEqualTo(Map.of("paint", List.of(1L, 2L)));
            assertThat(cursor()).isZero();
        }
    }

    @Test
    void dropsWhatItHasAndReadsWhatTheStreamLost() {
        try (var journal = fed.of(store, new Journal("journal"))) {
            store.log().append(append(PAINT, 0, message("1"), message("2")));
            journal.catchUp();
            store.log().append(append(PAINT, 2, message("3"), message("4"), message("5"), message("6")));
            var events = store.log().readAll(0, 10);
            feed(events.subList(0, 2));
            feed(events.subList(3, 4));
            feed(List.of(events.get(5), events.get(2), events.get(5)));
            assertThat(applied("journal")).isEqualTo(Map.of("paint", List.of(1L, 2L, 3L, 4L, 5L, 6L)));
        }
    }

    @Test
    void whoFollowsTheLogPassesOverWhatTheStreamHasBrought() {
        try (var journal = fed.of(store, new Journal("journal"))) {
            journal.catchUp();
            store.log().append(append(PAINT, 0, message("1"), message("2"), message("3")));
            feed(store.log().readAll(0, 2));
            journal.catchUp();
            assertThat(applied("journal")).isEqualTo(Map.of("paint", List.of(1L, 2L, 3L)));
            assertThat(cursor()).isEqualTo(3);
            assertThat(ahead()).isZero();
        }
    }

    @Test
    void passesOverWhatNeverHappenedHere() {
        try (var elsewhere = TestStores.inPostgres();
                var journal = fed.of(store, new Journal("journal"))) {
            journal.catchUp();
            elsewhere.log().append(append(PAINT, 0, message("1"), message("never"), message("ever")));
            elsewhere.log().append(append(Sample.session("ghost"), 0, message("boo")));
            store.log().append(append(PAINT, 0, message("1"), message("2")));
            feed(elsewhere.log().readAll(0, 10));
            assertThat(applied("journal")).isEmpty();
            feed(store.log().readAll(0, 10));
            assertThat(applied("journal")).isEqualTo(Map.of("paint", List.of(1L, 2L)));
        }
    }

    @Test
    void manyFeedersAndFollowersApplyEachEventOnceInItsOrder() throws Exception {
        var random = new Random(7);
        try (var journal = fed.of(store, new Journal("journal"));
                var second = fed.of(store, new Journal("second"));
                var other = ProjectionRunner.of(store, new Journal("journal"));
                var threads = Executors.newFixedThreadPool(6)) {
            journal.catchUp();
            second.catchUp();
            var written = write(random);
            var work = new ArrayList<Callable<Boolean>>();
            for (var feeder = 0; feeder < 4; feeder++) {
                var batches = disordered(written, new Random(feeder));
                work.add(() -> {
                    batches.forEach(this::feed);
                    return true;
                });
            }
            work.add(() -> repeatedly(journal));
            work.add(() -> repeatedly(other));
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
            journal.catchUp();
            second.catchUp();
        }
        var whole = IntStream.range(0, 8)
                .boxed()
                .collect(Collectors.toMap(
                        n -> "s" + n,
                        n ->
                                store
                                        .log()
                                        .readSession(Sample.session("s" + n), EventLog.SessionRange.after(0, 1000))
                                        .stream()
                                        .map(StoredEvent::sequence)
                                        .toList()));
        assertThat(applied("journal")).isEqualTo(new TreeMap<>(whole));
        assertThat(applied("second")).isEqualTo(new TreeMap<>(whole));
        assertThat(parked()).isZero();
    }

    @Test
    void parksASessionAtTheEventThatFailsAndGoesOnWithItLater() {
        var poisoned = new Journal("journal");
        poisoned.poison = 2;
        try (var journal = fed.of(store, poisoned)) {
            journal.catchUp();
            store.log().append(append(PAINT, 0, message("1"), message("2"), message("3")));
            store.log().append(append(Sample.session("music"), 0, message("1")));
            feed(store.log().readAll(0, 10));
            assertThat(applied("journal")).isEqualTo(Map.of("paint", List.of(1L), "music", List.of(1L)));
            journal.catchUp();
            store.log().append(append(PAINT, 3, message("4")));
            feed(store.log().readAll(4, 10));
            assertThat(applied("journal").get("paint")).containsExactly(1L);
            poisoned.poison = 0;
            journal.start();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(applied("journal").get("paint")).containsExactly(1L, 2L, 3L, 4L));
        }
        assertThat(parked()).isZero();
    }

    @Test
    void aDeadLetterIsRetriedOrDiscardedWhenPeopleSaySo() {
        var letters = new DeadLetters(store);
        var poisoned = new Journal("journal");
        poisoned.poison = 2;
        poisoned.gaps = true;
        try (var journal = fed.of(store, poisoned)) {
            journal.catchUp();
            journal.start();
            store.log().append(append(PAINT, 0, message("1"), message("2"), message("3")));
            feed(store.log().readAll(0, 10));
            assertThat(letters.all()).singleElement().satisfies(letter -> {
                assertThat(letter.session()).isEqualTo(PAINT);
                assertThat(letter.sequence()).isEqualTo(2);
                assertThat(letter.reason()).contains("After 1 comes");
                assertThat(letter.waiting()).isFalse();
            });
            assertThat(letters.retry("journal", Sample.session("nobody"))).isFalse();
            assertThat(letters.retry("journal", PAINT)).isTrue();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> letters.all().stream().noneMatch(DeadLetter::waiting));
            assertThat(letters.all()).hasSize(1);
            assertThat(letters.discard("journal", PAINT)).contains(2L);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(applied("journal").get("paint")).containsExactly(1L, 3L));
        }
        assertThat(parked()).isZero();
    }

    @Test
    void keepsNothingWhenWhatGoesAlongsideFails() {
        try (var journal = fed.of(store, new Journal("journal"))) {
            journal.catchUp();
            store.log().append(append(PAINT, 0, message("1")));
            assertThatThrownBy(() -> fed.feed(store, store.log().readAll(0, 10), _ -> {
                        throw new IllegalStateException("no offset");
                    }))
                    .hasMessage("no offset");
            assertThat(applied("journal")).isEmpty();
        }
    }

    private void feed(List<StoredEvent> events) {
        fed.feed(store, events, _ -> {});
    }

    private static boolean repeatedly(ProjectionRunner runner) {
        for (var time = 0; time < 40; time++) {
            runner.catchUp();
        }
        return true;
    }

    private List<StoredEvent> write(Random random) {
        var versions = new long[8];
        for (var n = 0; n < 300; n++) {
            var session = random.nextInt(8);
            store.log().append(append(Sample.session("s" + session), versions[session]++, message("m" + n)));
        }
        return store.log().readAll(0, 1000);
    }

    /** Each session's events in their order, some of them lost and some brought twice. */
    private static List<List<StoredEvent>> disordered(List<StoredEvent> events, Random random) {
        var batches = new ArrayList<List<StoredEvent>>();
        for (var from = 0; from < events.size(); from += 12) {
            var batch = new ArrayList<>(events.subList(from, Math.min(events.size(), from + 12)));
            batch.removeIf(_ -> random.nextInt(5) == 0);
            batches.add(batch);
            if (random.nextInt(4) == 0) {
                batches.add(batch);
            }
        }
        for (var at = 0; at + 1 < batches.size(); at += 1 + random.nextInt(5)) {
            Collections.swap(batches, at, at + 1);
        }
        return batches;
    }

    private Map<String, List<Long>> applied(String projection) {
        return store.read(rows -> rows
                .sql("SELECT session_id, sequence FROM applied WHERE projection = ? ORDER BY id")
                .params(projection)
                .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
    }

    private long cursor() {
        return number("SELECT position FROM projection_cursor WHERE name = 'journal'");
    }

    private long ahead() {
        return number("SELECT count(*) FROM stream_progress");
    }

    private long parked() {
        return number("SELECT count(*) FROM parked_session");
    }

    private long number(String query) {
        return store.read(rows -> rows.sql(query).query(Long.class).single());
    }

    /** Notes each event, and refuses one that is not the next of its session. */
    private static final class Journal implements Projection {

        private final String name;
        private volatile long poison;
        private volatile boolean gaps;

        private Journal(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void apply(JdbcClient rows, StoredEvent event) {
            var session = event.session().sessionId();
            var last = rows.sql(
                            "SELECT coalesce(max(sequence), 0) FROM applied WHERE projection = ? AND session_id = ?")
                    .params(name, session)
                    .query(Long.class)
                    .single();
            if ((event.sequence() != last + 1 && !gaps) || event.sequence() == poison) {
                throw new IllegalStateException("After " + last + " comes " + event);
            }
            rows.sql("INSERT INTO applied (projection, session_id, sequence) VALUES (?, ?, ?)")
                    .params(name, session, event.sequence())
                    .update();
        }
    }
}
