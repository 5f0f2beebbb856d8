package dev.hector.store.projection;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import dev.hector.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A view that is built anew while it is read and written. */
class ViewRebuildIT {

    private static final int SESSIONS = 7;

    private final Projection counting = new Counting();
    private final long[] versions = new long[SESSIONS];
    private SessionStore store;

    @BeforeEach
    void open() {
        store = TestStores.inPostgres();
        store.write(rows -> rows.sql("CREATE TABLE counted (session_id text PRIMARY KEY, events integer, note text)")
                .update());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsNothingToChangeInAViewThatIsRight() {
        appendEach(300);
        catchUp();
        var told = new ArrayList<Long>();
        var outcome = rebuild((position, _) -> told.add(position));
        assertThat(outcome).isEqualTo(new ViewRebuild.Outcome(2100, new RebuiltRows.Difference(SESSIONS, 0, 0)));
        assertThat(outcome.equal()).isTrue();
        assertThat(told).isSorted().endsWith(2100L).hasSizeGreaterThan(3);
        assertThat(schemas()).isZero();
    }

    @Test
    void putsRightWhatIsWrong() {
        appendEach(10);
        catchUp();
        store.write(
                rows -> rows.sql("DELETE FROM counted WHERE session_id = 's1'").update());
        store.write(rows -> rows.sql("UPDATE counted SET events = 99 WHERE session_id = 's2'")
                .update());
        store.write(rows ->
                rows.sql("INSERT INTO counted VALUES ('foreign', 1, NULL)").update());
        appendEach(1);
        var outcome = rebuild((_, _) -> {});
        assertThat(outcome.found()).isEqualTo(new RebuiltRows.Difference(SESSIONS, 2, 3));
        assertThat(counted()).isEqualTo(expected());
        appendEach(1);
        catchUp();
        assertThat(counted()).isEqualTo(expected());
    }

    @Test
    void goesOnWhileTheLiveViewIsWrittenAndEndsEqual() throws InterruptedException {
        appendEach(100);
        var done = new AtomicBoolean();
        try (var live = ProjectionRunner.of(store, counting)) {
            live.start();
            var writer = Thread.ofVirtual().start(() -> {
                while (!done.get()) {
                    appendEach(1);
                }
            });
            for (var time = 0; time < 3; time++) {
                assertThat(rebuild((_, _) -> {}).equal()).isTrue();
            }
            done.set(true);
            writer.join();
            live.catchUp();
        }
        assertThat(counted()).isEqualTo(expected());
    }

    @Test
    void isRefusedWhereThereAreNoSchemas() {
        try (var memory = TestStores.inMemory()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ViewRebuild(memory, counting, List.of("counted")))
                    .withMessageContaining("PostgreSQL only");
        }
    }

    private ViewRebuild.Outcome rebuild(ViewRebuild.Progress progress) {
        return new ViewRebuild(store, counting, List.of("counted")).run(progress);
    }

    private void appendEach(int events) {
        for (var event = 0; event < events; event++) {
            for (var session = 0; session < SESSIONS; session++) {
                store.log().append(append(Sample.session("s" + session), versions[session]++, message("m")));
            }
        }
    }

    private void catchUp() {
        try (var runner = ProjectionRunner.of(store, counting)) {
            runner.catchUp();
        }
    }

    private Map<String, Long> expected() {
        var expected = new TreeMap<String, Long>();
        for (var session = 0; session < SESSIONS; session++) {
            expected.put("s" + session, versions[session]);
        }
        return expected;
    }

    private Map<String, Long> counted() {
        return store.read(rows -> {
            var counted = new TreeMap<String, Long>();
            rows.sql("SELECT session_id, events FROM counted").query(row -> {
                counted.put(row.getString(1), row.getLong(2));
            });
            return counted;
        });
    }

    private long schemas() {
        return store.read(
                rows -> rows.sql("SELECT count(*) FROM information_schema.schemata WHERE schema_name LIKE 'rebuild%'")
                        .query(Long.class)
                        .single());
    }

    private static final class Counting implements Projection {

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public void apply(JdbcClient rows, StoredEvent event) {
            rows.sql("INSERT INTO counted VALUES (?, 1, NULL) ON CONFLICT (session_id) DO UPDATE"
                            + " SET events = counted.events + 1")
                    .params(event.session().sessionId())
                    .update();
        }
    }
}
