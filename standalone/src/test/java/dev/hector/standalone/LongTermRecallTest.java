package dev.hector.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.proto.v1.A2AServiceGrpc;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.DeleteSessionRequest;
import dev.hector.proto.v1.GetSessionRequest;
import dev.hector.proto.v1.ListEventsRequest;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.RecallRequest;
import dev.hector.proto.v1.SendMessageRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long-term memory with nothing but its block in the configuration. */
class LongTermRecallTest {

    private static final String REX = "My dog is called Rex.";

    @TempDir
    Path folder;

    @Test
    void remembersAcrossSessionsAndRestartsAndForgetsWhatIsDeleted() {
        try (var server = HectorServer.embedded(config())) {
            var service = service(server);
            create(service, "first");
            say(service, "first", REX);
        }

        try (var server = HectorServer.embedded(config())) {
            var service = service(server);
            create(service, "second");
            say(service, "second", "Do you know what my dog is called?");

            assertThat(recalled(service)).contains(REX);
            assertThat(recallsRecorded(service)).isEqualTo(1);
            assertThat(memoriesOf(service, "first")).isEqualTo(2);

            service.deleteSession(DeleteSessionRequest.newBuilder()
                    .setAgent("assistant")
                    .setSessionId("first")
                    .build());

            assertThat(recalled(service)).doesNotContain(REX);
        }
    }

    private static List<String> recalled(A2AServiceBlockingStub service) {
        var request = RecallRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId("second")
                .setQuery("What is the dog's name?")
                .build();
        return service.recall(request).getMemoriesList().stream()
                .map(Memory::getContent)
                .toList();
    }

    private static int recallsRecorded(A2AServiceBlockingStub service) {
        return service.listEvents(ListEventsRequest.newBuilder()
                        .setAgent("assistant")
                        .setSessionId("second")
                        .addTypes("MemoriesRecalled")
                        .build())
                .getEventsCount();
    }

    private static long memoriesOf(A2AServiceBlockingStub service, String session) {
        return service.getSession(GetSessionRequest.newBuilder()
                        .setAgent("assistant")
                        .setSessionId(session)
                        .build())
                .getLongtermMemory()
                .getCount();
    }

    private static void create(A2AServiceBlockingStub service, String session) {
        service.createSession(CreateSessionRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(session)
                .build());
    }

    private static void say(A2AServiceBlockingStub service, String session, String text) {
        service.sendMessage(SendMessageRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(session)
                .setMessage(text)
                .build());
    }

    private static A2AServiceBlockingStub service(HectorServer server) {
        return A2AServiceGrpc.newBlockingStub(server.channel());
    }

    private HectorConfig config() {
        return HectorConfigReader.read("hector.yaml", """
            session_stores: { main: { sql: { driver: sqlite, database: %s } } }
            agents: { assistant: { session_store: main, memory: { longterm: { storage_scope: conversational } } } }
            """.formatted(folder.resolve("sessions.db")), Map.of());
    }
}
