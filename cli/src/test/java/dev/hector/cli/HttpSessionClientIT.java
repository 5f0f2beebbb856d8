package dev.hector.cli;

import dev.hector.cli.LocalServers.Listening;
import dev.hector.configuration.HectorConfigReader;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A server on the network. */
class HttpSessionClientIT extends SessionClientContract {

    @SuppressWarnings("NullAway.Init")
    private static Listening server;

    @BeforeAll
    static void start() {
        var config = HectorConfigReader.read("two.yaml", EmbeddedSessionClientIT.TWO_AGENTS, Map.of());
        server = new ProcessServers().serve(config, "127.0.0.1", 0, 0, ServerLog.DEFAULT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    SessionClient client(String agent, String user) {
        var address = URI.create("http://127.0.0.1:" + server.httpPort());
        return new HttpSessionClient(new HttpExchange(address, "", user), agent);
    }
}
