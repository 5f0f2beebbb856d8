package dev.hector.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.cli.LocalServers.Listening;
import dev.hector.client.HectorClient;
import dev.hector.client.SessionClient;
import dev.hector.client.SessionClientContract;
import dev.hector.client.example.Example;
import dev.hector.configuration.HectorConfigReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
    protected SessionClient client(String agent, String user) {
        return HectorClient.rest(URI.create(address())).withUser(user).sessionsOf(agent);
    }

    private static String address() {
        return "http://127.0.0.1:" + server.httpPort();
    }

    /** What the client's README shows. */
    @Test
    void theExampleShowsWhatIsKept() {
        var shown = new ByteArrayOutputStream();
        var out = System.out;
        System.setOut(new PrintStream(shown, true, UTF_8));
        try {
            Example.main(new String[] {address()});
        } finally {
            System.setOut(out);
        }

        assertThat(shown.toString(UTF_8))
                .contains("teal", "stored as event 6", "1 SessionCreated", "4 TurnStarted", "6 TurnCompleted");
    }
}
