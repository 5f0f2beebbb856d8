package dev.hector.cli;

import dev.hector.cli.LocalServers.Embedded;
import dev.hector.configuration.HectorConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class GrpcSessionClientTest extends SessionClientContract {

    @SuppressWarnings("NullAway.Init")
    private static Embedded server;

    @BeforeAll
    static void start() {
        server = new FakeServers(new FakeA2AService()).embedded(HectorConfig.builtIn());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    SessionClient client(String agent, String user) {
        return new GrpcSessionClient(server.channel(), agent, user, () -> {});
    }
}
