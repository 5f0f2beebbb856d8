package dev.hector.store.projection;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.created;
import static dev.hector.store.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.NewerRelease;
import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What every store's projections promise. */
abstract class ProjectionContract {

    private static final SessionKey PAINT = Sample.session("paint");
    private static final SessionKey MUSIC = Sample.session("music");

    private SessionStore store;

    abstract SessionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        store.write(rows -> rows.sql("CREATE TABLE counted (session_id varchar(200) PRIMARY KEY, events integer)")
                .update());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void appliesEachEventOnceWithManyRunnersAtWork() throws Exception {
        try (var first = ProjectionRunner.of(store, new Counting());
                var second = ProjectionRunner.of(store, new Counting());
                var writers = Executors.newFixedThreadPool(6)) {
            first.start();
            second.start();
            var written = new ArrayList<Future<?>>();
            for (int i = 0; i < 6; i++) {
                var session = Sample.session("s" + i);
                var runner = i % 2 == 0 ? first : second;
                written.add(writers.submit(() -> appendAndCatchUp(session, runner, 40)));
            }
            for (var writer : written) {
                writer.get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(counted())
                .hasSize(6)
                .allSatisfy((_, events) -> assertThat(events).isEqualTo(40));
        assertThat(cursor()).isEqualTo(240);
    }

    private void appendAndCatchUp(SessionKey session, ProjectionRunner runner, int events) {
        for (int i = 0; i < events; i++) {
            store.log().append(append(session, i, message("m")));
            runner.catchUp();
            assertThat(counted()).containsEntry(session.sessionId(), i + 1);
        }
    }

    @Test
    void followsInTheBackgroundWithoutBeingAsked() {
        try (var runner = ProjectionRunner.of(store, new Counting())) {
            runner.start();
            store.log().append(append(PAINT, 0, created(), message("Hello")));

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(counted()).containsEntry("paint", 2));
        }
    }

    @Test
    void readsMoreThanABatch() {
        for (int i = 0; i < 12; i++) {
            var events = IntStream.range(0, 100)
                    .mapToObj(_ -> Sample.newEvent(message("m")))
                    .toList();
            store.log().append(new Append(PAINT, i * 100L, events));
        }

        catchUp(new Counting());

        assertThat(counted()).containsEntry("paint", 1200);
    }

    @Test
    void resumesWhereTheLastRunnerStopped() {
        store.log().append(append(PAINT, 0, created()));
        catchUp(new Counting());
        store.log().append(append(PAINT, 1, message("Hello")));
        catchUp(new Counting());

        assertThat(counted()).containsEntry("paint", 2);
    }

    @Test
    void keepsTheCursorOfEachProjection() {
        store.log().append(append(PAINT, 0, created()));

        catchUp(new Counting());
        catchUp(new Counting("other", _ -> false));

        assertThat(counted()).containsEntry("paint", 2);
    }

    @Test
    void writesNothingWhileThereIsNothingNew() {
        store.log().append(append(PAINT, 0, created()));
        try (var runner = ProjectionRunner.of(store, new Counting())) {
            runner.catchUp();
            store.write(rows -> rows.sql("DELETE FROM projection_cursor").update());
            runner.start();

            await().during(Duration.ofMillis(1200))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> cursors() == 0);
        }
    }

    @Test
    void parksASessionWhoseEventCannotBeAppliedAndNoOther() {
        store.log().append(append(PAINT, 0, created(), message("1")));
        store.log().append(append(MUSIC, 0, created()));
        store.log().append(append(PAINT, 2, message("poison"), message("4")));
        store.log().append(append(MUSIC, 1, message("2")));

        catchUp(new Counting("counting", ProjectionContract::isPoison));

        assertThat(counted()).isEqualTo(Map.of("paint", 2, "music", 2));
        assertThat(parked()).containsExactly("paint@3");
        assertThat(cursor()).isEqualTo(6);
    }

    @Test
    void leavesNoTraceOfAnEventThatFailed() {
        store.log().append(append(PAINT, 0, created()));
        Projection halfWay = new Counting() {
            @Override
            public void apply(JdbcClient rows, StoredEvent event) {
                super.apply(rows, event);
                rows.sql("INSERT INTO no_such_table VALUES (1)").update();
            }
        };

        catchUp(halfWay);

        assertThat(counted()).isEmpty();
        assertThat(parked()).containsExactly("paint@1");
    }

    @Test
    void parksASessionThatANewerReleaseWroteTo() {
        store.log().append(append(PAINT, 0, created()));
        NewerRelease.append(store, PAINT, 2, "SessionForked", "{}");
        Projection reading = new Counting() {
            @Override
            public void apply(JdbcClient rows, StoredEvent event) {
                event.event();
                super.apply(rows, event);
            }
        };

        catchUp(reading);

        assertThat(counted()).containsEntry("paint", 1);
        assertThat(parked()).containsExactly("paint@2");
    }

    @Test
    void takesUpParkedSessionsWhereTheyStoppedWhenARunnerStarts() {
        store.log().append(append(PAINT, 0, created(), message("poison"), message("3")));
        catchUp(new Counting("counting", ProjectionContract::isPoison));
        store.log().append(append(PAINT, 3, message("4")));
        catchUp(new Counting("counting", ProjectionContract::isPoison));
        assertThat(counted()).containsEntry("paint", 1);

        try (var repaired = ProjectionRunner.of(store, new Counting())) {
            repaired.start();
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(counted()).containsEntry("paint", 4));
        }
        assertThat(parked()).isEmpty();
    }

    @Test
    void staysParkedAtTheNextEventThatFails() {
        store.log().append(append(PAINT, 0, message("1"), message("poison"), message("3"), message("poison")));
        catchUp(new Counting("counting", ProjectionContract::isPoison));
        assertThat(parked()).containsExactly("paint@2");

        try (var halfRepaired = ProjectionRunner.of(store, new Counting("counting", event -> event.sequence() == 4))) {
            halfRepaired.start();
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(parked()).containsExactly("paint@4"));
        }
        assertThat(counted()).containsEntry("paint", 3);
    }

    private void catchUp(Projection projection) {
        try (var runner = ProjectionRunner.of(store, projection)) {
            runner.catchUp();
        }
    }

    private static boolean isPoison(StoredEvent event) {
        return event.payload().contains("poison");
    }

    private Map<String, Integer> counted() {
        var counted = new TreeMap<String, Integer>();
        store.read(rows -> {
            rows.sql("SELECT session_id, events FROM counted").query(row -> {
                counted.put(row.getString(1), row.getInt(2));
            });
            return counted;
        });
        return counted;
    }

    private List<String> parked() {
        return store.read(rows -> rows.sql("""
            SELECT s.session_id, p.sequence FROM parked_session p JOIN session s ON s.number = p.session
            """)
                .query((row, _) -> row.getString(1) + "@" + row.getLong(2))
                .list());
    }

    private long cursor() {
        return store.read(rows -> rows.sql("SELECT position FROM projection_cursor WHERE name = 'counting'")
                .query(Long.class)
                .single());
    }

    private long cursors() {
        return store.read(rows -> rows.sql("SELECT count(*) FROM projection_cursor")
                .query(Long.class)
                .single());
    }

    /** Counts each session's events, but those that are bad. */
    private static class Counting implements Projection {

        private final String name;
        private final Predicate<StoredEvent> bad;

        Counting() {
            this("counting", _ -> false);
        }

        Counting(String name, Predicate<StoredEvent> bad) {
            this.name = name;
            this.bad = bad;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void apply(JdbcClient rows, StoredEvent event) {
            var session = event.session().sessionId();
            var known = rows.sql("UPDATE counted SET events = events + 1 WHERE session_id = ?")
                    .params(session)
                    .update();
            if (known == 0) {
                rows.sql("INSERT INTO counted (session_id, events) VALUES (?, 1)")
                        .params(session)
                        .update();
            }
            if (bad.test(event)) {
                throw new IllegalStateException("Cannot apply " + event.eventId());
            }
        }
    }
}
