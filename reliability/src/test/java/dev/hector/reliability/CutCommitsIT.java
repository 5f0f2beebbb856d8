package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.events.EventMetadata;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionKey;
import dev.hector.reliability.Entry.Acknowledgement;
import dev.hector.reliability.Entry.Action;
import dev.hector.reliability.Entry.Verdict;
import dev.hector.store.Append;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.CuttingProxy;
import dev.hector.store.CuttingProxy.Cut;
import dev.hector.store.EventLog;
import dev.hector.store.MutantStores;
import dev.hector.store.NewEvent;
import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import dev.hector.store.TestPostgres;
import dev.hector.store.TestStores;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Connections are cut in the transaction that stores a message: before it, in it, and after its commit. */
class CutCommitsIT {

    private static final int LOGS = 8;

    private final Run run = Run.of(CutCommitsIT.class);
    private final SessionStoreConfig database = TestPostgres.newDatabase();

    /** Eight processes' worth of connections, each through a proxy of its own. */
    @Test
    void storeEachMessageOfTheLogOnce() throws Exception {
        try (var history = run.history("log")) {
            var cuts = writeThroughCuts(TestStores::open, history, run.size(320, 9_000));

            var judgement = Judgement.of(history.read(), new LogTable(database).events());
            run.say("cuts " + cuts + "; " + judgement.summary());
            assertThat(cuts.values()).allSatisfy(count -> assertThat(count).isPositive());
            judgement.assertKept();
        }
    }

    @Test
    void areCaughtWhenARepetitionHasNewIds() throws Exception {
        try (var history = run.history("new-ids")) {
            var cuts = writeThroughCuts(MutantStores::thatRepeatWithNewIds, history, 80);

            var judgement = Judgement.of(history.read(), new LogTable(database).events());
            run.say("mutant: cuts " + cuts + "; " + judgement.summary());
            assertThat(judgement.of(StoredOnce.class)).isNotEmpty();
        }
    }

    /** The same, through the whole server: commands, their cache and their retries. */
    @Test
    void storeEachMessageOfTheServersOnce() throws Exception {
        var target = run.size(60, 1_000);
        try (var history = run.history("servers");
                var proxy = proxy();
                var servers = LocalServers.start(
                        Variant.AS_IT_IS,
                        List.of(Configurations.over(through(proxy)), Configurations.over(through(proxy))))) {
            talkThroughCuts(servers, proxy, history, target);
            Quiet.await(database);

            var judgement = Judgement.of(history.read(), new LogTable(database).events())
                    .andReplay(Replay.violations(database, TestPostgres.newDatabase()));
            run.say("cuts " + counts(List.of(proxy)) + "; " + judgement.summary());
            assertThat(proxy.cuts()).isGreaterThanOrEqualTo(target);
            judgement.assertKept();
        }
    }

    private Map<Cut, Integer> writeThroughCuts(
            Function<SessionStoreConfig, SessionStore> opening, HistoryLog history, int cuts) throws Exception {
        var proxies = new ArrayList<CuttingProxy>();
        var stores = new ArrayList<SessionStore>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<?>>();
            for (int i = 0; i < LOGS; i++) {
                var proxy = proxy();
                proxies.add(proxy);
                var store = opening.apply(through(proxy));
                stores.add(store);
                for (int writer = 0; writer < 2; writer++) {
                    var name = "log-" + i + "-" + writer;
                    var random = new Random(run.seed() * 31 + name.hashCode());
                    writing.add(threads.submit(
                            write(name, store.log(), proxy, history, random, () -> total(proxies) < cuts)));
                }
            }
            for (var writer : writing) {
                writer.get();
            }
        } finally {
            stores.forEach(SessionStore::close);
            proxies.forEach(CuttingProxy::close);
        }
        return counts(proxies);
    }

    private static int total(List<CuttingProxy> proxies) {
        return List.copyOf(proxies).stream().mapToInt(CuttingProxy::cuts).sum();
    }

    private static Callable<?> write(
            String writer,
            EventLog log,
            CuttingProxy proxy,
            HistoryLog history,
            Random random,
            BooleanSupplier goesOn) {
        return () -> {
            for (int i = 1; goesOn.getAsBoolean(); i++) {
                var session = random.nextBoolean() ? "of-" + writer : "shared-" + random.nextInt(3);
                var text = "<" + writer + "-" + i + ">";
                if (random.nextInt(3) > 0) {
                    proxy.cutAt(text, Cut.values()[random.nextInt(Cut.values().length)]);
                }
                append(log, session, text, writer, history);
            }
            return writer;
        };
    }

    /** Tries again until nobody was faster. A writer without a key has nothing but the log to keep it from doubling. */
    private static void append(EventLog log, String session, String text, String writer, HistoryLog history) {
        var key = SessionKey.of(SessionClient.AGENT, session);
        var call = new Call(Action.MESSAGE, session, null, text);
        var attempt = history.invoked(writer, "log", call);
        var message = new MessageAppended(
                "msg_" + attempt, Role.USER, text, 1, List.of(), null, null, null, null, null, Map.of());
        while (true) {
            var event = new NewEvent(Sample.eventId("" + attempt), message, EventMetadata.SYSTEM, Instant.now());
            var result = log.append(new Append(key, log.version(key), List.of(event)));
            if (result instanceof Appended(var version, var _)) {
                history.answered(attempt, Outcome.ok(new Acknowledgement(version, null, message.messageId())));
                return;
            }
        }
    }

    private void talkThroughCuts(LocalServers servers, CuttingProxy proxy, HistoryLog history, int cuts)
            throws Exception {
        var said = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var talking = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                var client = "c" + i;
                var random = new Random(run.seed() * 31 + i);
                talking.add(threads.submit(() -> {
                    var session = "s-" + client;
                    insist(servers, history, client, random, Call.of(Action.CREATE, session));
                    while (proxy.cuts() < cuts) {
                        var text = "<" + client + "-" + said.incrementAndGet() + ">";
                        proxy.cutAt(text, Cut.values()[random.nextInt(Cut.values().length)]);
                        insist(servers, history, client, random, call(session, client + "-" + said, text, random));
                    }
                    return client;
                }));
            }
            for (var client : talking) {
                client.get();
            }
        }
    }

    private static Call call(String session, String key, String text, Random random) {
        return random.nextBoolean() ? Call.turn(session, key, text) : Call.message(session, key, text);
    }

    private static void insist(LocalServers servers, HistoryLog history, String client, Random random, Call call)
            throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Outcome outcome;
        do {
            assertThat(System.nanoTime())
                    .as("no known outcome in time of %s", call)
                    .isLessThan(deadline);
            var server = servers.servers().get(random.nextInt(servers.servers().size()));
            var attempt = history.invoked(client, server.name(), call);
            outcome = server.ways().get(random.nextInt(server.ways().size())).call(call);
            history.answered(attempt, outcome);
        } while (outcome.verdict() == Verdict.UNKNOWN);
    }

    private CuttingProxy proxy() throws IOException {
        return new CuttingProxy(Objects.requireNonNull(database.host()), Objects.requireNonNull(database.port()));
    }

    private SessionStoreConfig through(CuttingProxy proxy) {
        return new SessionStoreConfig(
                "main-db",
                database.driver(),
                database.database(),
                "127.0.0.1",
                proxy.port(),
                database.username(),
                database.password(),
                null,
                4);
    }

    private static Map<Cut, Integer> counts(List<CuttingProxy> proxies) {
        var counts = new EnumMap<Cut, Integer>(Cut.class);
        for (var cut : Cut.values()) {
            counts.put(cut, proxies.stream().mapToInt(proxy -> proxy.cuts(cut)).sum());
        }
        return counts;
    }
}
