package dev.hector.store;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.created;
import static dev.hector.store.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.CuttingProxy.Cut;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.projection.Projection;
import dev.hector.store.projection.ProjectionRunner;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@Execution(ExecutionMode.CONCURRENT)
class PostgresFaultIT {

    private static final SessionKey PAINT = Sample.session("paint");

    @ParameterizedTest
    @EnumSource
    void storesOnceThoughTheConnectionIsCutInTheCall(Cut cut) throws Exception {
        var database = TestPostgres.newDatabase();
        try (var proxy = new CuttingProxy(
                        Objects.requireNonNull(database.host()), Objects.requireNonNull(database.port()));
                var store = TestStores.open(TestPostgres.config(database.database(), "localhost", proxy.port()))) {
            store.log().append(append(PAINT, 0, created()));
            for (int i = 1; i <= 8; i++) {
                proxy.cutAt("cut here " + i, cut);
                assertThat(store.log().append(append(PAINT, i, message("cut here " + i))))
                        .isEqualTo(new Appended(i + 1, i + 1));
            }

            assertThat(proxy.cuts()).isEqualTo(8);
            assertThat(store.log().readSession(PAINT, SessionRange.after(0, 100)))
                    .hasSize(9);
            assertThat(store.log().head()).isEqualTo(9);
        }
    }

    @Test
    void wouldNoticeARepetitionWithNewIds() throws Exception {
        var database = TestPostgres.newDatabase();
        try (var proxy = new CuttingProxy(
                        Objects.requireNonNull(database.host()), Objects.requireNonNull(database.port()));
                var mutant = MutantStores.thatRepeatWithNewIds(
                        TestPostgres.config(database.database(), "localhost", proxy.port()))) {
            mutant.log().append(append(PAINT, 0, created()));
            proxy.cutAt("cut here", Cut.AFTER_THE_COMMIT);
            mutant.log().append(append(PAINT, 1, message("cut here")));

            assertThat(mutant.log().readAll(0, 10)).hasSize(3);
        }
    }

    @Test
    void saysSoWhileTheServerIsDownAndGoesOnWhenItIsBack(@TempDir Path data) throws Exception {
        var port = freePort();
        var config = new SessionStoreConfig(
                "main-db", Driver.POSTGRES, "postgres", "localhost", port, "postgres", "postgres", null, 4);
        try (var store = TestStores.open(config)) {
            assertUnavailable(store);
            try (var _ = TestPostgres.start(data, port)) {
                awaitAppend(store, 0);
            }
            assertUnavailable(store);
            try (var _ = TestPostgres.start(data, port)) {
                awaitAppend(store, 1);
                assertThat(store.log().readAll(0, 10)).hasSize(2);
            }
        }
    }

    @Test
    void letsOneCallerWaitForAServerThatIsAwayAndTellsTheOthersAtOnce(@TempDir Path data) throws Exception {
        var port = freePort();
        var config = new SessionStoreConfig(
                "main-db", Driver.POSTGRES, "postgres", "localhost", port, "postgres", "postgres", null, 4);
        try (var store = TestStores.open(config)) {
            try (var _ = TestPostgres.start(data, port)) {
                awaitAppend(store, 0);
            }
            assertUnavailable(store);

            var waits = new ConcurrentLinkedQueue<Duration>();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    callers.execute(() -> waits.add(waitForRefusal(store)));
                }
            }
            assertThat(waits).hasSize(20);
            assertThat(waits.stream().filter(wait -> wait.compareTo(Pools.CONNECTION_TIMEOUT.dividedBy(2)) > 0))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static Duration waitForRefusal(SessionStore store) {
        var began = System.nanoTime();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.log().head())
                .withMessageContaining("cannot connect");
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void projectionsGoOnWhenTheServerIsBack(@TempDir Path data) throws Exception {
        var port = freePort();
        var config = new SessionStoreConfig(
                "main-db", Driver.POSTGRES, "postgres", "localhost", port, "postgres", "postgres", null, 4);
        try (var store = TestStores.open(config);
                var runner = ProjectionRunner.of(store, new Nothing())) {
            runner.start();
            try (var _ = TestPostgres.start(data, port)) {
                awaitAppend(store, 0);
                await().atMost(Duration.ofSeconds(20)).until(() -> cursor(store) == 1);
            }
            try (var _ = TestPostgres.start(data, port)) {
                awaitAppend(store, 1);
                await().atMost(Duration.ofSeconds(20)).until(() -> cursor(store) == 2);
            }
        }
    }

    @Test
    void saysSoWhenEveryConnectionIsBusy() throws Exception {
        var database = TestPostgres.newDatabase();
        var config = new SessionStoreConfig(
                "small",
                Driver.POSTGRES,
                database.database(),
                database.host(),
                database.port(),
                database.username(),
                database.password(),
                null,
                1);
        var taken = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (var store = TestStores.open(config)) {
            var holder = Thread.ofVirtual()
                    .start(() -> store.write(_ -> {
                        taken.countDown();
                        return awaitQuietly(done);
                    }));
            taken.await();

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> store.log().head())
                    .withMessageContaining("every connection is busy");
            done.countDown();
            holder.join();
            assertThat(store.log().head()).isZero();
        }
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private static void assertUnavailable(SessionStore store) {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(store::check)
                .withMessageStartingWith("Session store 'main-db' is unavailable: ");
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.log().append(append(PAINT, 0, created())));
    }

    private static void awaitAppend(SessionStore store, long version) {
        var append = append(PAINT, version, message("m"));
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .until(() -> store.log().append(append), new Appended(version + 1, version + 1)::equals);
    }

    private static long cursor(SessionStore store) {
        return store.read(rows -> rows.sql("SELECT coalesce(max(position), 0) FROM projection_cursor")
                .query(Long.class)
                .single());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A projection without rows. */
    private static final class Nothing implements Projection {

        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public void apply(JdbcClient rows, StoredEvent event) {}
    }
}
