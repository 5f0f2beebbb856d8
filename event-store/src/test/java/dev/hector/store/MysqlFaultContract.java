package dev.hector.store;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.created;
import static dev.hector.store.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.CuttingProxy.Cut;
import dev.hector.store.EventLog.SessionRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store of the mysql driver keeps when connections break and servers end. */
@Execution(ExecutionMode.CONCURRENT)
abstract class MysqlFaultContract {

    private static final SessionKey PAINT = Sample.session("paint");
    private static final int WRITERS = 8;

    final int port = MysqlServer.freePort();
    private Path data = Path.of("");

    @TempDir
    Path folder;

    abstract MysqlProgram program();

    @BeforeEach
    void emptyFolder() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
    }

    MysqlServer start(String... options) {
        return MysqlServer.start(program().with(options), data, port);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_THE_SERVER_GOT_IT", "WHILE_THE_SERVER_WORKS"})
    void storesOnceThoughTheConnectionIsCutInTheCall(Cut cut) throws Exception {
        try (var server = start();
                var proxy = new CuttingProxy("localhost", port);
                var store = TestStores.open(unencrypted(server.newDatabase("hector"), proxy.port()))) {
            store.log().append(append(PAINT, 0, created()));
            for (int i = 1; i <= 8; i++) {
                proxy.cutAt("append_events", cut);
                assertThat(store.log().append(append(PAINT, i, message("m" + i))))
                        .isEqualTo(new Appended(i + 1, i + 1));
            }

            assertThat(proxy.cuts()).isEqualTo(8);
            assertThat(store.log().readSession(PAINT, SessionRange.after(0, 100)))
                    .hasSize(9);
            assertThat(store.log().head()).isEqualTo(9);
        }
    }

    @Test
    void storesWhatItAcknowledgedThoughTheServerIsKilled() throws Exception {
        assertThat(lostWhenKilled(TestStores::open)).isEmpty();
    }

    @Test
    void aStoreThatAnswersBeforeTheCommitIsCaught() throws Exception {
        assertThat(lostWhenKilled(config ->
                        MutantStores.thatAnswerBeforeTheCommit(new MysqlDatabase(config), Duration.ofMillis(300))))
                .isNotEmpty();
    }

    /** The ids of events that were acknowledged and are not there when another server has taken over the data. */
    private List<String> lostWhenKilled(Function<SessionStoreConfig, SessionStore> opening) throws Exception {
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var stop = new AtomicBoolean();
        var first = start();
        try (var store = opening.apply(first.newDatabase("hector"));
                var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            store.check();
            startWriters(writers, store, acknowledged, stop);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> acknowledged.size() >= 100);
            first.kill();
            stop.set(true);
        }
        try (var _ = start();
                var store = TestStores.open(first.database("hector"))) {
            return missing(store.log(), acknowledged);
        }
    }

    private static void startWriters(
            ExecutorService writers, SessionStore store, Queue<String> acknowledged, AtomicBoolean stop) {
        for (int i = 0; i < WRITERS; i++) {
            var session = Sample.session("writer-" + i);
            writers.execute(() -> write(store.log(), session, acknowledged, stop));
        }
    }

    /** Until it is told to stop or the server is gone. */
    private static void write(EventLog log, SessionKey session, Queue<String> acknowledged, AtomicBoolean stop) {
        try {
            for (long version = 0; !stop.get(); version++) {
                var append = append(session, version, message("one"));
                log.append(append);
                acknowledged.add(append.events().getFirst().eventId());
            }
        } catch (StoreUnavailableException _) {
            // Neither acknowledged nor refused: the event may be there or not.
        }
    }

    private static List<String> missing(EventLog log, Queue<String> acknowledged) {
        var stored = new ArrayList<StoredEvent>();
        for (var page = log.readAll(0, 1000); !page.isEmpty(); page = log.readAll(stored.size(), 1000)) {
            stored.addAll(page);
        }
        assertThat(stored)
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.head()).boxed().toList());
        var ids = stored.stream().map(StoredEvent::eventId).toList();
        assertThat(ids).doesNotHaveDuplicates();
        var missing = new ArrayList<>(acknowledged);
        missing.removeAll(List.copyOf(ids));
        return missing;
    }

    @Test
    void saysSoWhileTheServerIsDownAndGoesOnWhenItIsBack() throws Exception {
        SessionStoreConfig config;
        try (var server = start()) {
            config = server.newDatabase("hector");
        }
        try (var store = TestStores.open(config)) {
            assertUnavailable(store, "connect");
            try (var _ = start()) {
                awaitAppend(store, 0);
            }
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertUnavailable(store, "connect"));
            try (var _ = start()) {
                awaitAppend(store, 1);
                assertThat(store.log().readAll(0, 10)).hasSize(2);
            }
        }
    }

    @Test
    void saysSoWhenEveryConnectionIsBusyAndWhenThePasswordIsWrong() throws Exception {
        try (var server = start()) {
            var config = server.newDatabase("hector");
            try (var store = TestStores.open(copy(config, port, "wrong", null, 1))) {
                assertUnavailable(store, "Access denied");
            }
            try (var store = TestStores.open(copy(config, port, "hector", null, 1))) {
                store.check();
                var done = new CountDownLatch(1);
                var holder = holdOnlyConnection(store, done);
                assertUnavailable(store, "every connection is busy");
                done.countDown();
                holder.join();
                assertThat(store.log().head()).isZero();
            }
        }
    }

    private static Thread holdOnlyConnection(SessionStore store, CountDownLatch done) throws InterruptedException {
        var taken = new CountDownLatch(1);
        var holder = Thread.ofVirtual()
                .start(() -> store.write(_ -> {
                    taken.countDown();
                    return awaitQuietly(done);
                }));
        taken.await();
        return holder;
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /** TLS is used where the server has it, and can be demanded; a password needs none. */
    @Test
    void securesConnectionsAsConfigured() throws Exception {
        try (var server = start()) {
            var config = server.newDatabase("hector");
            assertThat(cipher(copy(config, port, "hector", null, 2))).isNotEmpty();
            assertThat(cipher(copy(config, port, "hector", "prefer", 2))).isNotEmpty();
            assertThat(cipher(copy(config, port, "hector", "require", 2))).isNotEmpty();
            assertThat(cipher(copy(config, port, "hector", "disable", 2))).isEmpty();
        }
        try (var server = start("--skip-ssl")) {
            var config = server.database("hector");
            assertThat(cipher(copy(config, port, "hector", "prefer", 2))).isEmpty();
            try (var store = TestStores.open(copy(config, port, "hector", "require", 2))) {
                assertUnavailable(store, "ssl");
            }
        }
    }

    static String cipher(SessionStoreConfig config) {
        try (var store = TestStores.open(config)) {
            return store.read(rows -> rows.sql("SHOW SESSION STATUS LIKE 'Ssl_cipher'")
                    .query((row, _) -> row.getString(2))
                    .single());
        }
    }

    private static SessionStoreConfig unencrypted(SessionStoreConfig config, int port) {
        return copy(config, port, "hector", "disable", 10);
    }

    static SessionStoreConfig copy(
            SessionStoreConfig config, int port, String password, @Nullable String sslMode, int connections) {
        return new SessionStoreConfig(
                config.name(),
                config.driver(),
                config.database(),
                config.host(),
                port,
                config.username(),
                password,
                sslMode,
                connections);
    }

    static void assertUnavailable(SessionStore store, String problem) {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(store::check)
                .withMessageStartingWith("Session store 'main-db' is unavailable: ")
                .withMessageContaining(problem);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.log().append(append(PAINT, 0, created())));
    }

    private static void awaitAppend(SessionStore store, long version) {
        var append = append(PAINT, version, message("m"));
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .until(() -> store.log().append(append), new Appended(version + 1, version + 1)::equals);
    }
}
