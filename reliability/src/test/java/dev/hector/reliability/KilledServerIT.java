package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServerIT {

    private static final String SESSION = "/agents/assistant/sessions/kept";

    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch modelAsked = new CountDownLatch(1);

    @TempDir
    Path folder;

    private HttpServer silentModel;

    @BeforeEach
    void startModelThatNeverAnswers() throws IOException {
        silentModel = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        silentModel.createContext("/", exchange -> modelAsked.countDown());
        silentModel.start();
    }

    @AfterEach
    void stopModel() {
        silentModel.stop(0);
    }

    @Test
    void closesTheTurnOfAKilledServerAndGoesOn() throws Exception {
        try (var killed = ServingProcess.start(config("silent"))) {
            send(killed, "PUT", SESSION, "{}");
            http.sendAsync(message(killed, "Who hears this?"), BodyHandlers.ofString());
            assertThat(modelAsked.await(20, TimeUnit.SECONDS)).isTrue();
            killed.kill();
        }

        try (var next = ServingProcess.start(config("demo"))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> events(next, "TurnFailed").contains("owner_lost"));

            var answer = http.send(message(next, "What did we talk about earlier?"), BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("Who hears this?");
        }
    }

    @Test
    void keepsEveryAcknowledgedMessageThroughKills() throws Exception {
        var acknowledged = new ArrayList<String>();
        for (var life = 0; life < 3; life++) {
            try (var server = ServingProcess.start(config("demo"))) {
                send(server, "PUT", SESSION, "{}");
                var oneIsKept = new CountDownLatch(1);
                var killer = killAfter(server, oneIsKept, Duration.ofMillis(400 + 300L * life));
                sendUntilItDies(server, life, acknowledged, oneIsKept);
                killer.join();
            }
        }

        try (var server = ServingProcess.start(config("demo"))) {
            var stored = send(server, "GET", SESSION + "/messages?page_size=1000", "")
                    .body();

            assertThat(acknowledged)
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(stored).containsOnlyOnce("\"" + text + "\""));
        }
    }

    private void sendUntilItDies(
            ServingProcess server, int life, ArrayList<String> acknowledged, CountDownLatch oneIsKept)
            throws InterruptedException {
        for (var i = 0; server.process().isAlive(); i++) {
            var text = "message " + life + "-" + i;
            try {
                var body = "{\"message\":\"" + text + "\",\"respond\":false}";
                if (send(server, "POST", SESSION + "/messages", body).statusCode() == 201) {
                    acknowledged.add(text);
                    oneIsKept.countDown();
                }
            } catch (IOException gone) {
                return;
            }
        }
    }

    /** A server that has kept nothing yet has nothing to lose, however slow its machine is. */
    private static Thread killAfter(ServingProcess server, CountDownLatch oneIsKept, Duration delay) {
        return Thread.ofVirtual().start(() -> {
            try {
                oneIsKept.await(1, TimeUnit.MINUTES);
                server.process().waitFor(delay);
                server.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private String events(ServingProcess server, String type) throws IOException, InterruptedException {
        return send(server, "GET", SESSION + "/events?types=" + type, "").body();
    }

    private HttpRequest message(ServingProcess server, String text) {
        return HttpRequest.newBuilder(uri(server, SESSION + "/messages"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"message\":\"" + text + "\"}"))
                .build();
    }

    private HttpResponse<String> send(ServingProcess server, String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(server, path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static URI uri(ServingProcess server, String path) {
        return server.url().resolve(path);
    }

    private Path config(String llm) throws IOException {
        return Files.writeString(folder.resolve(llm + ".yaml"), """
            session_stores:
              main-db:
                backend: sql
                sql:
                  driver: sqlite
                  database: %s
            llms:
              silent:
                type: openai
                model: silent
                api_key: none
                host: http://127.0.0.1:%d/v1
              demo:
                type: demo
            agents:
              assistant:
                session_store: main-db
                llm: %s
            """.formatted(
                        folder.resolve("sessions.db"), silentModel.getAddress().getPort(), llm));
    }
}
