package dev.hector.benchmarks;

import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.GetWorkingMemoryRequest;
import dev.hector.proto.v1.ListEventsRequest;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.standalone.HectorServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much of what a user said early is still in working memory, summary after summary. */
@Command(
        name = "facts",
        description = "Plants facts in long conversations and counts those that working memory still holds.")
final class FactsCommand implements Callable<Integer> {

    private static final List<Integer> AFTER = List.of(1, 5, 20);
    private static final Duration SUMMARY_AT_MOST = Duration.ofSeconds(30);

    @Option(names = "--conversations", description = "How many (${DEFAULT-VALUE}).", defaultValue = "10")
    private int conversations;

    @Option(names = "--turns", description = "Turns of each (${DEFAULT-VALUE}).", defaultValue = "200")
    private int turns;

    @Option(names = "--seed", description = "Of the conversations (${DEFAULT-VALUE}).", defaultValue = "1")
    private long seed;

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        var held = new LinkedHashMap<Integer, List<Integer>>();
        var summaries = 0L;
        var config = Agents.oneInMemory(Agents.remembering(Strategy.SUMMARY_BUFFER));
        try (var server = HectorServer.embedded(config)) {
            var service = GrpcCallers.within(server.channel()).stub();
            for (var i = 0; i < conversations; i++) {
                summaries += hold(service, new PlantedFacts(seed + i, turns), held);
                Progress.say("facts: %d of %d conversations".formatted(i + 1, conversations));
            }
        }
        var planted = (double) PlantedFacts.COUNT;
        held.forEach((after, counts) -> results.add(Measurement.of("planted facts", 1)
                .labelled("after_summaries", after)
                .with("conversations", counts.size())
                .with("planted", planted * counts.size())
                .with("held", counts.stream().mapToInt(count -> count).sum())));
        results.add(Measurement.of("planted facts: summaries", 1)
                .with("per_conversation", summaries / (double) conversations));
        return 0;
    }

    /** Says the conversation turn by turn and counts whenever a summary was made; answers how many were. */
    private static long hold(A2AServiceBlockingStub service, PlantedFacts said, Map<Integer, List<Integer>> held) {
        var session = service.createSession(
                        CreateSessionRequest.newBuilder().setAgent(Agents.NAME).build())
                .getSessionId();
        var summaries = 0L;
        for (var turn : said.turns()) {
            say(service, session, "user", turn.question());
            say(service, session, "assistant", turn.answer());
            var made = settled(service, session);
            if (made > summaries) {
                for (var after : AFTER) {
                    if (summaries < after && made >= after) {
                        held.computeIfAbsent(after, _ -> new ArrayList<>()).add(said.heldIn(given(service, session)));
                    }
                }
                summaries = made;
            }
        }
        return summaries;
    }

    private static void say(A2AServiceBlockingStub service, String session, String role, String text) {
        service.sendMessage(SendMessageRequest.newBuilder()
                .setAgent(Agents.NAME)
                .setSessionId(session)
                .setRespond(false)
                .setRole(role)
                .setMessage(text)
                .build());
    }

    /** Waits until no summary is due; answers how many were made. */
    private static long settled(A2AServiceBlockingStub service, String session) {
        var giveUpAt = System.nanoTime() + SUMMARY_AT_MOST.toNanos();
        while (isDue(service, session)) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("A summary of session " + session + " is due and is not made");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return service.listEvents(ListEventsRequest.newBuilder()
                        .setAgent(Agents.NAME)
                        .setSessionId(session)
                        .addTypes("MemorySummarised")
                        .setPageSize(1000)
                        .build())
                .getEventsCount();
    }

    private static boolean isDue(A2AServiceBlockingStub service, String session) {
        var memory = service.getWorkingMemory(GetWorkingMemoryRequest.newBuilder()
                .setAgent(Agents.NAME)
                .setSessionId(session)
                .build());
        var kept = memory.getMessagesList().stream()
                .filter(message -> !message.getRole().equals("system"))
                .mapToInt(ContextMessage::getTokens)
                .sum();
        return kept > 0.8 * memory.getBudget();
    }

    private static String given(A2AServiceBlockingStub service, String session) {
        return service
                .getWorkingMemory(GetWorkingMemoryRequest.newBuilder()
                        .setAgent(Agents.NAME)
                        .setSessionId(session)
                        .build())
                .getMessagesList()
                .stream()
                .map(ContextMessage::getContent)
                .collect(Collectors.joining("\n"));
    }
}
