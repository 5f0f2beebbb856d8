package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.recall.MemoryIndex;
import dev.hector.recall.Question;
import dev.hector.standalone.HectorServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How long a question to long-term memory takes, from request to answer. */
@Command(
        name = "recall",
        description = "Recall over HTTP from a user's memories, against the search alone and the reading of a session.")
final class RecallCommand implements Callable<Integer> {

    private static final String LONG_TERM = ", memory: {longterm: {storage_scope: conversational}}";
    private static final int HITS = 20;
    private static final int WARM_UP = 200;
    private static final Duration REMEMBERED_AT_MOST = Duration.ofMinutes(5);

    @Option(
            names = "--memories",
            split = ",",
            description = "How many the user has (${DEFAULT-VALUE}).",
            defaultValue = "1000,100000")
    private List<Integer> sizes = List.of();

    @Option(names = "--questions", description = "Of each round (${DEFAULT-VALUE}).", defaultValue = "200")
    private int questions;

    @Option(names = "--rounds", description = "Rounds (${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        for (var memories : sizes) {
            try (var store = SqliteFiles.create()) {
                var database = store.newDatabase(10);
                Progress.say("recall: storing " + memories + " messages");
                var said = new RememberedMessages(memories);
                try (var server = HectorServer.embedded(Agents.oneIn(database))) {
                    said.importTo(GrpcCallers.within(server.channel()).stub());
                }
                said.giveVectors(store, database);
                measure(store, database, memories);
            }
        }
        return 0;
    }

    private void measure(SqliteFiles store, SessionStoreConfig database, int memories) {
        try (var server = ServerProcess.start(database, LONG_TERM);
                var callers = new HttpCallers(server.httpPort())) {
            Progress.say("recall: waiting until " + memories + " messages are remembered");
            awaitRemembered(callers, memories);
            var meter = Meter.ofServer(store, database.database(), server.tree());
            var asked = new MadeMemories(memories);
            results.add(first(callers, asked).labelled("memories", memories));
            warmUp(callers, asked);
            report(memories, measured(meter, callers, asked, memories));
        }
    }

    /** The last session's, since memories are made in the order of the log. */
    private static void awaitRemembered(HttpCallers callers, int memories) {
        var last = callers.reads("/" + RememberedMessages.sessionOf(memories - 1));
        var giveUpAt = System.nanoTime() + REMEMBERED_AT_MOST.toNanos();
        for (var memory = memory(last); !isComplete(memory); memory = memory(last)) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("The messages are not remembered yet: " + memory);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static JsonNode memory(Callable<byte[]> session) {
        try {
            return JsonMapper.shared().readTree(session.call()).path("longterm_memory");
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static boolean isComplete(JsonNode memory) {
        return memory.path("count").asInt() > 0 && memory.path("waiting").asInt() == 0;
    }

    /** What the first question after a start waits for: the making of the index. Callers that gave up meanwhile ask again. */
    private static Measurement first(HttpCallers callers, MadeMemories asked) {
        var begun = System.nanoTime();
        var tries = 1;
        while (!isAnswered(recall(callers, asked.question()))) {
            tries++;
        }
        return Measurement.of("recall: first after a start", 1)
                .with("p50_ms", (System.nanoTime() - begun) / 1e6)
                .with("tries", tries);
    }

    private static boolean isAnswered(Callable<?> recall) {
        try {
            recall.call();
            return true;
        } catch (IOException refused) {
            Progress.say("recall: " + refused.getMessage());
            return false;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void warmUp(HttpCallers callers, MadeMemories asked) {
        var operations = Stream.generate(asked::question).limit(WARM_UP).map(text -> recall(callers, text));
        Load.once(operations.toList());
    }

    private List<Measurement> measured(Meter meter, HttpCallers callers, MadeMemories asked, int memories) {
        var fresh = Stream.generate(asked::question)
                .limit((long) rounds * questions)
                .toList();
        var round = new int[1];
        Supplier<List<String>> current = () -> fresh.subList(round[0] * questions, (round[0] + 1) * questions);
        var search = new SearchAlone(memories, asked);
        return Rounds.alternate(
                rounds,
                List.of(
                        () -> meter.measure("recall", () -> asking(callers, current.get())),
                        () -> meter.measure("recall: embedding known", () -> asking(callers, current.get())),
                        () -> search.of(current.get()).measurement("recall: search alone"),
                        () -> {
                            round[0]++;
                            return meter.measure("recall: a session's state", () -> reading(callers));
                        }));
    }

    private static Load.Result asking(HttpCallers callers, List<String> texts) {
        return Load.once(texts.stream().map(text -> recall(callers, text)).toList());
    }

    private Load.Result reading(HttpCallers callers) {
        var session = callers.reads("/" + RememberedMessages.sessionOf(0));
        return Load.once(IntStream.range(0, questions).mapToObj(_ -> session).toList());
    }

    private static Callable<?> recall(HttpCallers callers, String question) {
        var query = URLEncoder.encode(question, StandardCharsets.UTF_8);
        return callers.reads(
                "/" + RememberedMessages.sessionOf(0) + "/memory/longterm?limit=" + HITS + "&query=" + query);
    }

    private void report(int memories, List<Measurement> found) {
        var known = found.get(1);
        var search = found.get(2);
        var state = found.get(3);
        found.getFirst().with("p50_embedding_ms", found.getFirst().figure("p50_ms") - known.figure("p50_ms"));
        known.comparedWith(search, "search")
                .with("p50_beside_ms", known.figure("p50_ms") - search.figure("p50_ms") - state.figure("p50_ms"));
        found.forEach(measurement -> results.add(measurement.labelled("memories", memories)));
    }

    /** The index without anything around it. */
    private static final class SearchAlone {

        private final MemoryIndex index;
        private final MadeMemories made;

        SearchAlone(int memories, MadeMemories made) {
            this.index = new MadeMemories(1).index(memories);
            this.made = made;
            of(Stream.generate(made::question).limit(WARM_UP).toList());
        }

        Load.Result of(List<String> texts) {
            return Load.once(texts.stream()
                    .map(text -> {
                        var question = Question.of(text, HITS);
                        var vector = made.vector();
                        return (Callable<?>) () -> index.search(question, vector);
                    })
                    .toList());
        }
    }
}
