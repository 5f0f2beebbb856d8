package dev.hector.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * P9: clients that stream answers of a slow model, cut the stream where they like, and go on with it at another gateway.
 * What they have put together must be the answer, to the last character.
 */
final class StreamedTurns implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SILENCE = Duration.ofSeconds(6);
    private static final Duration GIVEN_UP = Duration.ofSeconds(90);
    private static final String END = "\u0000";

    private final HistoryLog history;
    private final Supplier<List<Server>> servers;
    private final List<URI> gateways;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();

    /** @param gateways where the servers' REST is, in their order */
    StreamedTurns(HistoryLog history, Supplier<List<Server>> servers, List<URI> gateways) {
        this.history = history;
        this.servers = servers;
        this.gateways = gateways;
    }

    void begin(int count, long seed, BooleanSupplier goesOn) {
        for (var number = 0; number < count; number++) {
            var client = new Client("stream-" + number, new Random(seed * 17 + number));
            clients.add(threads.submit(() -> {
                client.run(goesOn);
                return client;
            }));
        }
    }

    void end() throws InterruptedException {
        for (var client : clients) {
            try {
                client.get();
            } catch (ExecutionException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    List<String> violations() {
        return violations;
    }

    @Override
    public String toString() {
        return completed + " streamed answers, " + failed + " turns failed, " + resumed + " streams gone on with";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** A frame of a stream. */
    private record Frame(String id, String event, String data) {

        boolean isChunk() {
            return event.isEmpty() && data.startsWith("{\"chunk\"");
        }

        JsonNode json() {
            return JSON.readTree(data);
        }
    }

    private final class Client {

        private final String session;
        private final Random random;
        private int turn;
        private long attempt;

        private Client(String session, Random random) {
            this.session = session;
            this.random = random;
        }

        private void run(BooleanSupplier goesOn) throws InterruptedException {
            create();
            while (goesOn.getAsBoolean()) {
                follow("Turn " + ++turn, session + "-" + turn);
            }
        }

        private void create() throws InterruptedException {
            var path = "/agents/speaker/sessions/" + session;
            for (var status = 0; status / 100 != 2; ) {
                var at = random.nextInt(gateways.size());
                var attempt = history.invoked(session, life(at), Call.of(Entry.Action.CREATE, session));
                status = status(
                        HttpRequest.newBuilder(gateways.get(at).resolve(path)).PUT(BodyPublishers.noBody()));
                history.answered(
                        attempt,
                        status / 100 == 2
                                ? Outcome.ok(new Entry.Acknowledgement(1, null, null))
                                : Outcome.unanswered("http " + status));
            }
        }

        private int status(HttpRequest.Builder request) throws InterruptedException {
            try {
                return http.send(request.timeout(SILENCE).build(), BodyHandlers.discarding())
                        .statusCode();
            } catch (IOException _) {
                TimeUnit.MILLISECONDS.sleep(100);
                return 0;
            }
        }

        private String life(int gateway) {
            return servers.get().get(gateway).name();
        }

        /** Until the turn has ended, for this client too. */
        private void follow(String message, String key) throws InterruptedException {
            var text = new StringBuilder();
            var last = Optional.<String>empty();
            var call = Call.turn(session, key, message);
            var deadline = System.nanoTime() + GIVEN_UP.toNanos();
            while (System.nanoTime() < deadline) {
                var at = random.nextInt(gateways.size());
                if (last.isEmpty()) {
                    attempt = history.invoked(session, life(at), call);
                }
                try (var stream = open(gateways.get(at), call, last)) {
                    var frames = 1 + random.nextInt(2 * Providers.WORDS);
                    for (var read = 0; read < frames; read++) {
                        var frame = stream.next();
                        if (frame.isEmpty()) {
                            break;
                        }
                        if (hasEnded(frame.get(), text, key)) {
                            return;
                        }
                        last = frame.get().id().isEmpty()
                                ? last
                                : Optional.of(frame.get().id());
                    }
                } catch (IOException _) {
                    TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(200));
                }
                last.ifPresent(_ -> resumed.incrementAndGet());
            }
            violations.add("The stream of " + key + " did not end in " + GIVEN_UP);
        }

        private boolean hasEnded(Frame frame, StringBuilder text, String key) {
            if (frame.isChunk()) {
                text.append(frame.json().path("chunk").asString());
                return false;
            }
            return switch (frame.event()) {
                case "turn.completed" -> {
                    completed.incrementAndGet();
                    history.answered(attempt, Outcome.ok(acknowledgement(frame.json())));
                    var answer = frame.json().path("response").asString();
                    if (!answer.equals(text.toString())) {
                        violations.add(key + " was streamed as '" + text + "' and is '" + answer + "'");
                    }
                    yield true;
                }
                case "error" -> isOver(frame, key);
                default -> false;
            };
        }

        private static Entry.Acknowledgement acknowledgement(JsonNode completed) {
            return new Entry.Acknowledgement(
                    completed.path("sequence").asLong(),
                    completed.path("turn_id").asString(),
                    completed.path("message_id").asString());
        }

        /** A turn whose owner was lost has failed; a gateway that stops is no end. */
        private boolean isOver(Frame frame, String key) {
            var code = frame.json().path("code").asString();
            switch (code) {
                case "model_failed", "turn_failed", "owner_lost", "model_timeout", "cancelled" -> {
                    failed.incrementAndGet();
                    history.answered(attempt, Outcome.ofCode("turn_failed"));
                    return true;
                }
                case "store_unavailable", "shutting_down", "session_busy", "overloaded" -> {
                    return false;
                }
                default -> {
                    violations.add("The stream of " + key + " ended with " + frame.data());
                    return true;
                }
            }
        }

        private Stream open(URI gateway, Call call, Optional<String> last) throws IOException, InterruptedException {
            var body = JSON.createObjectNode().put("message", last.isEmpty() ? call.text() : "");
            var request = HttpRequest.newBuilder(
                            gateway.resolve("/agents/speaker/sessions/" + session + "/messages/stream"))
                    .header("Content-Type", "application/json")
                    .timeout(SILENCE.multipliedBy(2))
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
            last.ifPresentOrElse(
                    id -> request.header("Last-Event-ID", id),
                    () -> request.header("Idempotency-Key", String.valueOf(call.key())));
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return new Stream(response.body());
            }
            try (var problem = response.body()) {
                var text = new String(problem.readAllBytes(), StandardCharsets.UTF_8);
                if (response.statusCode() / 100 == 4 && response.statusCode() != 409 && response.statusCode() != 429) {
                    violations.add("The stream of " + call + " from " + last + " was refused: " + text);
                }
                throw new IOException(text);
            }
        }
    }

    /** Frames as they come; a gateway that is silent for too long is taken for dead. */
    private final class Stream implements AutoCloseable {

        private final InputStream body;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        private Stream(InputStream body) {
            this.body = body;
            threads.submit(this::read);
        }

        private boolean read() {
            try (var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException cut) {
                return lines.add(END);
            }
            return lines.add(END);
        }

        /** Empty when there is no more to come from here. */
        private Optional<Frame> next() throws InterruptedException {
            var id = "";
            var event = "";
            var data = "";
            while (true) {
                var line = lines.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (line == null || line.equals(END)) {
                    return Optional.empty();
                }
                if (line.isEmpty() && !data.isEmpty()) {
                    return Optional.of(new Frame(id, event, data));
                }
                id = line.startsWith("id: ") ? line.substring(4) : id;
                event = line.startsWith("event: ") ? line.substring(7) : event;
                data = line.startsWith("data: ") ? line.substring(6) : data;
            }
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
