package dev.hector.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.proto.v1.A2AServiceGrpc;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.ListEventsRequest;
import dev.hector.proto.v1.SendMessageRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A command line that answers one message and stops must not leave its memory to grow for ever. */
class LastSummaryTest {

    private static final String LONG = "I once had %d cats and named each of them after a river. ".repeat(150);

    @TempDir
    Path folder;

    @RepeatedTest(3)
    void isRecordedBeforeTheServerHasStopped() throws Exception {
        try (var server = HectorServer.embedded(config())) {
            var service = service(server);
            service.createSession(CreateSessionRequest.newBuilder()
                    .setAgent("assistant")
                    .setSessionId("s")
                    .build());
            say(service, LONG.replace("%d", "2"));
            say(service, LONG.replace("%d", "3"));
        }

        try (var server = HectorServer.embedded(config())) {
            var summaries = service(server)
                    .listEvents(ListEventsRequest.newBuilder()
                            .setAgent("assistant")
                            .setSessionId("s")
                            .addTypes("MemorySummarised")
                            .build());
            assertThat(summaries.getEventsList()).hasSize(1);
        }
    }

    private static void say(A2AServiceBlockingStub service, String text) {
        service.sendMessage(SendMessageRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId("s")
                .setMessage(text)
                .build());
    }

    private static A2AServiceBlockingStub service(HectorServer server) {
        return A2AServiceGrpc.newBlockingStub(server.channel());
    }

    private HectorConfig config() {
        return HectorConfigReader.read("hector.yaml", """
            session_stores: { main: { sql: { driver: sqlite, database: %s } } }
            agents: { assistant: { session_store: main } }
            """.formatted(folder.resolve("sessions.db")), Map.of());
    }
}
