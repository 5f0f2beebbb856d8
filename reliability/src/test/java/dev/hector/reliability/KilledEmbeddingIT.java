package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server is killed again and again while it embeds what was said; the next one goes on. */
class KilledEmbeddingIT {

    private static final String SESSION = "/agents/assistant/sessions/kept";
    private static final int MESSAGES = 60;
    private static final int KILLS = 3;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void losesAndDoublesNoMemory() throws Exception {
        var foundAtWork = false;
        for (var life = 0; life < KILLS; life++) {
            try (var server = ServingProcess.start(config())) {
                send(server, "PUT", SESSION, "{}");
                for (var i = 0; i < MESSAGES; i++) {
                    say(server, "Message " + i + " of life " + life + " is about the colour teal.");
                }
                TimeUnit.MILLISECONDS.sleep(150L * life);
                server.kill();
            }
            foundAtWork |= rows("memory_vector") < (life + 1) * MESSAGES;
        }
        assertThat(foundAtWork).as("a kill came before everything was embedded").isTrue();

        try (var server = ServingProcess.start(config())) {
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                var memory = send(server, "GET", SESSION, "").path("longterm_memory");
                assertThat(memory.path("count").asInt()).isEqualTo(KILLS * MESSAGES);
                assertThat(memory.path("waiting").asInt()).isZero();
            });
            assertThat(rows("memory")).isEqualTo(KILLS * MESSAGES);
            assertThat(rows("memory_vector")).isEqualTo(KILLS * MESSAGES);

            send(server, "DELETE", SESSION, "");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(rows("memory_vector")).isZero());
            assertThat(rows("memory where content <> ''")).isZero();
        }
    }

    private void say(ServingProcess server, String text) throws IOException, InterruptedException {
        var stored = send(server, "POST", SESSION + "/messages", "{\"message\":\"" + text + "\",\"respond\":false}");
        assertThat(stored.path("message_id").asString("")).isNotEmpty();
    }

    private JsonNode send(ServingProcess server, String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.url().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return JsonMapper.shared()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private int rows(String table) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sessions.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), """
            session_stores:
              main-db:
                backend: sql
                sql:
                  driver: sqlite
                  database: %s
            agents:
              assistant:
                session_store: main-db
                memory:
                  longterm:
                    storage_scope: conversational
            """.formatted(folder.resolve("sessions.db")));
    }
}
