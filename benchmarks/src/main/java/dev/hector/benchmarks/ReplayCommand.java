package dev.hector.benchmarks;

import dev.hector.command.session.SessionState;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.events.memory.WorkingMemory;
import dev.hector.models.JtokkitTokenCounter;
import dev.hector.proto.v1.GetWorkingMemoryRequest;
import dev.hector.proto.v1.ListEventsRequest;
import dev.hector.proto.v1.ListMessagesRequest;
import dev.hector.standalone.HectorServer;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.SessionStores;
import dev.hector.store.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it takes to read back sessions of a thousand events, each for the first time. */
@Command(name = "replay", description = "Reads sessions of 1,000 events back, against the same rows by JDBC.")
final class ReplayCommand implements Callable<Integer> {

    private static final int EVENTS = 1000;
    private static final int MESSAGES = EVENTS / Histories.EVENTS_PER_TURN * 2;
    private static final int REPEATS = 4;
    private static final Duration SETTLE_AT_MOST = Duration.ofMinutes(5);
    private static final String LIMIT = "jdbc read of 1,000 rows";

    @Option(
            names = "--sessions",
            description = "How many sessions a round reads (${DEFAULT-VALUE}).",
            defaultValue = "15")
    private int sessionsPerRound;

    @Option(names = "--rounds", description = "Rounds (${DEFAULT-VALUE}).", defaultValue = "4")
    private int rounds;

    @Mixin
    private StoreOption product = new StoreOption();

    @Mixin
    private ResultOptions results = new ResultOptions();

    /** Reads a session in one of the ways that are compared. */
    private interface Way extends Function<SessionKey, Callable<?>> {}

    @Override
    public Integer call() {
        try (var store = product.start()) {
            measure(store, Strategy.SUMMARY_BUFFER, this::whole);
            measure(store, Strategy.BUFFER_WINDOW, this::window);
        }
        return 0;
    }

    private void measure(Store store, Strategy strategy, Function<Setting, Map<String, Way>> ways) {
        var database = store.newDatabase(10);
        var memory = Agents.remembering(strategy);
        var config = Agents.oneIn(database, memory);
        try (var stores = SessionStores.of(config);
                var raw = new RawReads(store, database.database())) {
            Progress.say("replay, " + strategy.wireName() + ": writing sessions");
            var log = stores.forAgent(Agents.NAME).log();
            var sessions = new Histories(log, memory).write((rounds + 1) * sessionsPerRound, MESSAGES);
            try (var server = HectorServer.embedded(config)) {
                new Settling(stores.forAgent(Agents.NAME)).await(SETTLE_AT_MOST);
                var setting = new Setting(log, memory, GrpcCallers.within(server.channel()), raw);
                report(measure(Meter.ofThisProcess(store, database.database()), sessions, ways.apply(setting)));
            }
            if (strategy == Strategy.SUMMARY_BUFFER) {
                measureCold(store, database, config, sessions);
            }
        }
    }

    private record Setting(EventLog log, MemorySettings memory, GrpcCallers callers, RawReads raw) {}

    private Map<String, Way> whole(Setting at) {
        var counter = new JtokkitTokenCounter();
        var ways = new LinkedHashMap<String, Way>();
        ways.put(LIMIT, session -> at.raw().events(session, EVENTS));
        ways.put("replay: read 1,000 events", session -> () -> read(at.log(), session));
        ways.put("replay: rebuild the decider's state", session -> () -> state(read(at.log(), session)));
        ways.put(
                "replay: fold working memory from the first event",
                session -> () -> memory(at.memory(), read(at.log(), session)).context("", counter));
        ways.put(
                "replay: working memory as of an event",
                session -> () -> at.callers()
                        .stub()
                        .getWorkingMemory(memoryOf(session).setAsOf(EVENTS / 2).build()));
        ways.put(
                "replay: working memory now, summary",
                session -> () ->
                        at.callers().stub().getWorkingMemory(memoryOf(session).build()));
        ways.put(
                "replay: audit page of 1,000 events",
                session -> () -> at.callers()
                        .stub()
                        .listEvents(ListEventsRequest.newBuilder()
                                .setAgent(Agents.NAME)
                                .setSessionId(session.sessionId())
                                .setPageSize(EVENTS)
                                .build()));
        ways.put(
                "replay: transcript's newest 50 messages",
                session -> () -> at.callers()
                        .stub()
                        .listMessages(ListMessagesRequest.newBuilder()
                                .setAgent(Agents.NAME)
                                .setSessionId(session.sessionId())
                                .setOrder("desc")
                                .build()));
        return ways;
    }

    private Map<String, Way> window(Setting at) {
        var ways = new LinkedHashMap<String, Way>();
        ways.put(LIMIT, session -> at.raw().events(session, EVENTS));
        ways.put(
                "replay: working memory now, window",
                session -> () ->
                        at.callers().stub().getWorkingMemory(memoryOf(session).build()));
        return ways;
    }

    private static GetWorkingMemoryRequest.Builder memoryOf(SessionKey session) {
        return GetWorkingMemoryRequest.newBuilder().setAgent(Agents.NAME).setSessionId(session.sessionId());
    }

    private static List<StoredEvent> read(EventLog log, SessionKey session) {
        return log.readSession(session, SessionRange.after(0, EVENTS));
    }

    private static SessionState state(List<StoredEvent> events) {
        var state = SessionState.NONE;
        for (var event : events) {
            state = state.with(event.event(), event.sequence(), event.occurredAt());
        }
        return state;
    }

    private static WorkingMemory memory(MemorySettings settings, List<StoredEvent> events) {
        var memory = WorkingMemory.empty(settings);
        for (var event : events) {
            memory = memory.with(event.sequence(), event.event());
        }
        return memory;
    }

    /** The first round's sessions warm up; then each round has sessions of its own. */
    private List<Measurement> measure(Meter meter, List<SessionKey> sessions, Map<String, Way> ways) {
        var suppliers = new ArrayList<Supplier<Measurement>>();
        ways.forEach((name, way) -> {
            Progress.say(name);
            warmUp(part(sessions, 0), way);
            var round = new int[] {0};
            suppliers.add(() -> meter.measure(name, () -> Load.once(reads(part(sessions, ++round[0]), way))));
        });
        return Rounds.alternate(rounds, suppliers);
    }

    private static void warmUp(List<SessionKey> sessions, Way way) {
        for (var i = 0; i < 3; i++) {
            Load.once(reads(sessions, way));
        }
    }

    /** More than once: nothing of a session is kept between two reads. */
    private static List<? extends Callable<?>> reads(List<SessionKey> sessions, Way way) {
        return IntStream.range(0, REPEATS)
                .boxed()
                .flatMap(_ -> sessions.stream().map(way))
                .toList();
    }

    private List<SessionKey> part(List<SessionKey> sessions, int number) {
        return sessions.subList(number * sessionsPerRound, (number + 1) * sessionsPerRound);
    }

    /** What a session's first command finds: no state in memory and no snapshot. */
    private void measureCold(Store store, SessionStoreConfig database, HectorConfig config, List<SessionKey> sessions) {
        try (var commands = CommandSide.of(config)) {
            var meter = Meter.ofThisProcess(store, database.database());
            Way append = commands::appends;
            Load.once(part(sessions, 0).stream().map(append).toList());
            var others = sessions.subList(sessionsPerRound, sessions.size());
            results.add(meter.measure(
                    "replay: append to a cold session",
                    () -> Load.once(others.stream().map(append).toList())));
        }
    }

    private void report(List<Measurement> found) {
        var limit = found.getFirst();
        results.add(limit);
        found.stream()
                .skip(1)
                .map(measurement -> measurement.comparedWith(limit, "jdbc"))
                .forEach(results::add);
    }
}
