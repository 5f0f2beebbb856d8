package dev.hector.benchmarks;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.hector.benchmarks.LocomoConversation.Turn;
import dev.hector.benchmarks.ReferenceSearch.TextVectors;
import dev.hector.configuration.EmbedderConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.longterm.EmbeddingFailedException;
import dev.hector.longterm.langchain4j.LangChain4jEmbedder;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.GetSessionRequest;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.RecallRequest;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.standalone.HectorServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What long-term memory recalls of conversations with known questions, all through the public API. */
@Command(
        name = "locomo",
        description = "Imports LoCoMo conversations and measures what long-term memory recalls for their questions.")
final class LocomoCommand implements Callable<Integer> {

    private static final String CONFIG = """
        agents:
          assistant:
            memory:
              longterm:
                storage_scope: conversational
        """;

    private static final String DEFAULT = "default";
    private static final int LIMIT = 50;
    private static final int CATEGORIES = 5;
    private static final Duration EMBEDDED_AT_MOST = Duration.ofMinutes(10);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Folder with N.turns.jsonl and N.questions.jsonl.")
    private Path data = Path.of("");

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws IOException {
        var embedder = new LangChain4jEmbedder(EmbedderConfig.MINILM);
        var conversations = LocomoConversation.in(data);
        var all = new RetrievalScores();
        var config = HectorConfigReader.read("locomo.yaml", CONFIG, Map.of());
        try (var server = HectorServer.embedded(config)) {
            var service = GrpcCallers.within(server.channel()).stub();
            for (var conversation : conversations) {
                report(DEFAULT, conversation.name(), ask(service, conversation, all));
            }
        }
        report(DEFAULT, "all", all);
        compare(conversations, texts -> vectors(embedder, texts));
        return 0;
    }

    private void report(String method, String name, RetrievalScores scores) {
        IntStream.rangeClosed(1, CATEGORIES)
                .mapToObj(category -> scores.of(category).measurement(method, name, Integer.toString(category)))
                .forEach(results::add);
        results.add(scores.measurement(method, name, "all"));
    }

    /** The same questions to methods that know nothing of conversations. */
    private void compare(List<LocomoConversation> conversations, TextVectors model) {
        var words = new RetrievalScores();
        var vectors = new RetrievalScores();
        for (var conversation : conversations) {
            Progress.say("locomo " + conversation.name() + ": BM25 and vectors alone");
            try (var reference = new ReferenceSearch(conversation.turns().values(), model)) {
                for (var question : conversation.questions()) {
                    words.add(question, reference.byWords(question.text(), LIMIT));
                    vectors.add(question, reference.byVectors(question.text(), LIMIT));
                }
            }
        }
        report("bm25 alone", "all", words);
        report("vectors alone", "all", vectors);
    }

    private static List<float[]> vectors(LangChain4jEmbedder embedder, List<String> texts) {
        try {
            return embedder.embed(texts);
        } catch (EmbeddingFailedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Every conversation is a user's, with a session of ours for each of its sessions. */
    private static RetrievalScores ask(
            A2AServiceBlockingStub service, LocomoConversation conversation, RetrievalScores all) {
        var places = imported(service, conversation);
        Progress.say("locomo " + conversation.name() + ": embedding " + places.size() + " turns");
        awaitEmbedded(service, conversation);
        Progress.say("locomo " + conversation.name() + ": asking "
                + conversation.questions().size() + " questions");
        var scores = new RetrievalScores();
        var session = sessions(conversation).getLast();
        for (var question : conversation.questions()) {
            var recalled = service
                    .recall(RecallRequest.newBuilder()
                            .setAgent(Agents.NAME)
                            .setSessionId(session)
                            .setUserId(user(conversation))
                            .setQuery(question.text())
                            .setLimit(LIMIT)
                            .build())
                    .getMemoriesList()
                    .stream()
                    .map(memory -> Objects.requireNonNull(places.get(place(memory))))
                    .toList();
            scores.add(question, recalled);
            all.add(question, recalled);
        }
        return scores;
    }

    /** The turns' ids by session and sequence. */
    private static Map<String, String> imported(A2AServiceBlockingStub service, LocomoConversation conversation) {
        for (var session : sessions(conversation)) {
            service.createSession(CreateSessionRequest.newBuilder()
                    .setAgent(Agents.NAME)
                    .setSessionId(session)
                    .setUserId(user(conversation))
                    .build());
        }
        var places = new HashMap<String, String>();
        for (var turn : conversation.turns().values()) {
            var session = session(conversation, turn);
            var stored = service.sendMessage(message(conversation, turn, session));
            places.put(session + "#" + stored.getSequence(), turn.id());
        }
        return places;
    }

    private static SendMessageRequest message(LocomoConversation conversation, Turn turn, String session) {
        return SendMessageRequest.newBuilder()
                .setAgent(Agents.NAME)
                .setSessionId(session)
                .setUserId(user(conversation))
                .setRespond(false)
                .setRole(turn.role())
                .setMessage(turn.text())
                .setOccurredAt(Timestamp.newBuilder().setSeconds(turn.time().getEpochSecond()))
                .setMetadata(Struct.newBuilder()
                        .putFields(
                                "speaker",
                                Value.newBuilder()
                                        .setStringValue(turn.speaker())
                                        .build()))
                .build();
    }

    private static String place(Memory memory) {
        return memory.getSource().getSessionId() + "#" + memory.getSource().getSequence();
    }

    private static void awaitEmbedded(A2AServiceBlockingStub service, LocomoConversation conversation) {
        var giveUpAt = System.nanoTime() + EMBEDDED_AT_MOST.toNanos();
        for (var session : sessions(conversation)) {
            while (waiting(service, conversation, session) > 0) {
                if (System.nanoTime() > giveUpAt) {
                    throw new IllegalStateException("Embedding is not done in " + EMBEDDED_AT_MOST);
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private static long waiting(A2AServiceBlockingStub service, LocomoConversation conversation, String session) {
        return service.getSession(GetSessionRequest.newBuilder()
                        .setAgent(Agents.NAME)
                        .setSessionId(session)
                        .setUserId(user(conversation))
                        .build())
                .getLongtermMemory()
                .getWaiting();
    }

    private static List<String> sessions(LocomoConversation conversation) {
        var sessions = new LinkedHashSet<String>();
        conversation.turns().values().forEach(turn -> sessions.add(session(conversation, turn)));
        return List.copyOf(sessions);
    }

    private static String session(LocomoConversation conversation, Turn turn) {
        return "locomo-" + conversation.name() + "-" + turn.session();
    }

    private static String user(LocomoConversation conversation) {
        return "locomo-" + conversation.name();
    }
}
