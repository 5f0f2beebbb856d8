package dev.hector.cli;

import dev.hector.cli.LocalServers.Embedded;
import dev.hector.client.HectorClient;
import dev.hector.client.SessionClient;
import dev.hector.client.SessionClientContract;
import dev.hector.configuration.HectorConfigReader;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** All of Hector in this process. */
class EmbeddedSessionClientIT extends SessionClientContract {

    static final String TWO_AGENTS = "agents: {assistant: , other: }";

    @SuppressWarnings("NullAway.Init")
    private static Embedded server;

    @BeforeAll
    static void start() {
        server = new ProcessServers().embedded(HectorConfigReader.read("two.yaml", TWO_AGENTS, Map.of()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected SessionClient client(String agent, String user) {
        return HectorClient.grpc(server.channel()).withUser(user).sessionsOf(agent);
    }
}
