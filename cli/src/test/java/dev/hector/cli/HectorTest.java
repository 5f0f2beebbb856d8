package dev.hector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.client.FakeA2AService;
import dev.hector.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HectorTest {

    private final FakeServers servers = new FakeServers(new FakeA2AService());
    private final Cli hector = new Cli(servers);

    @TempDir
    private Path folder;

    private String config = "";

    @BeforeEach
    void writeConfiguration() throws Exception {
        config = Files.writeString(folder.resolve("config.yaml"), """
            session_stores:
              main-db:
                sql: {driver: sqlite, database: sessions.db}
            agents:
              assistant:
                session_store: main-db
              other:
            """).toString();
    }

    @AfterEach
    void leavesNoServerBehind() {
        assertThat(servers.open()).isZero();
    }

    @Test
    void callPrintsTheAnswerAndNothingElse() {
        hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--session", "my-session")
                .endsWith(ExitCode.OK)
                .prints("You said: Hello\n")
                .saysNothing();
    }

    @Test
    void callGoesOnWithASession() {
        hector.run("call", "One", "--agent", "assistant", "--config", config, "--session", "s");
        hector.run("call", "Two", "--agent", "assistant", "--config", config, "--session", "s");

        hector.run("sessions", "show", "s", "--agent", "assistant", "--config", config)
                .endsWith(ExitCode.OK)
                .printsSome("session        s\n", "messages       4, turns");
    }

    @Test
    void callTellsTheIdOfANewSession() {
        hector.run("call", "Hello", "--agent", "assistant", "--config", config)
                .endsWith(ExitCode.OK)
                .prints("You said: Hello\n")
                .says("session sess_1");
    }

    @Test
    void callTakesTheSessionOfTheEnvironment() {
        hector.withEnvironment("HECTOR_SESSION", "from-env")
                .run("call", "Hello", "--agent", "assistant", "--config", config, "--output", "json")
                .endsWith(ExitCode.OK)
                .printsSome("\"session_id\":\"from-env\"");
    }

    @Test
    void callReadsTheMessageFromItsInput() {
        hector.withInput("two\nlines ü\n")
                .run("call", "-", "--agent", "assistant", "--config", config)
                .prints("You said: two\nlines ü\n");
        hector.withInput("piped\n")
                .run("call", "--agent", "assistant", "--config", config)
                .prints("You said: piped\n");
    }

    @Test
    void callAsksForAMessageOnATerminal() {
        hector.withTerminals("012")
                .run("call", "--agent", "assistant", "--config", config)
                .endsWith(ExitCode.USAGE)
                .says("There is no message");
    }

    @Test
    void callPrintsOneJsonDocument() {
        var result = hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--output", "json");

        assertThat(json(result.out()).at("/response").asString()).isEqualTo("You said: Hello");
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void callFailsWhenItsStreamDoes() {
        hector.run("call", FakeA2AService.FAILING, "--agent", "assistant", "--config", config, "--session", "s")
                .endsWith(ExitCode.MODEL_FAILED)
                .prints("You s\n")
                .says("error: the model is out of order");
    }

    @Test
    void callPrintsNothingOfAFailedAnswerThatIsNotStreamed() {
        hector.run("call", FakeA2AService.FAILING, "--agent", "assistant", "--config", config, "--no-stream")
                .endsWith(ExitCode.MODEL_FAILED)
                .prints("");
    }

    @Test
    void failuresAreJsonForPrograms() {
        var result =
                hector.run("sessions", "show", "none", "--agent", "assistant", "--config", config, "--output", "json");

        result.endsWith(ExitCode.NOT_FOUND).prints("");
        assertThat(json(result.err()).at("/code").asString()).isEqualTo("session_not_found");
    }

    @Test
    void callLeavesControlCharactersOutOnATerminal() {
        hector.withTerminals("12")
                .run("call", "a\u001B[31mb\u0007", "--agent", "assistant", "--config", config)
                .prints("You said: a[31mb\n");
        hector.withTerminals("")
                .run("call", "a\u001B[31mb", "--agent", "assistant", "--config", config)
                .prints("You said: a\u001B[31mb\n");
    }

    @Test
    void callNamesTheAgentsThereAre() {
        hector.run("call", "Hello", "--agent", "asistant", "--config", config)
                .endsWith(ExitCode.NOT_FOUND)
                .says("no agent 'asistant'; there is assistant, other");
    }

    @Test
    void callWarnsThatAnAgentWithoutStoreForgets() {
        hector.run("call", "Hello", "--agent", "other", "--config", config, "--session", "s")
                .endsWith(ExitCode.OK)
                .says("agent 'other' has no session_store");
    }

    @Test
    void callNeedsNoConfiguration() {
        hector.run("call", "Hello").endsWith(ExitCode.OK).prints("You said: Hello\n");
    }

    @Test
    void aConfigurationIsRefusedWithAllItsProblems() throws Exception {
        var wrong = Files.writeString(folder.resolve("wrong.yaml"), "agnets:\n  a:\nsesions:\n");

        hector.run("call", "Hello", "--config", wrong.toString())
                .endsWith(ExitCode.USAGE)
                .prints("")
                .says(wrong + ":1:1: unknown key 'agnets'", wrong + ":3:1: unknown key 'sesions'");
    }

    @Test
    void anEndedSessionIsAConflict() {
        hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--session", "s");
        hector.run("sessions", "end", "s", "--agent", "assistant", "--config", config)
                .endsWith(ExitCode.OK)
                .says("ended s");

        hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--session", "s")
                .endsWith(ExitCode.CONFLICT)
                .says("error: the session has ended");
    }

    @Test
    void theIdOfADeletedSessionStaysTaken() {
        hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--session", "s");
        hector.run("sessions", "delete", "s", "--agent", "assistant", "--config", config, "--yes");

        hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--session", "s")
                .endsWith(ExitCode.CONFLICT)
                .says("error: session id s is taken: deleted");
    }

    @Test
    void whatIsNoPortIsAUsageError() {
        hector.run("serve", "--config", config, "--port", "65536")
                .endsWith(ExitCode.USAGE)
                .says("65536 is no port");
        hector.run("serve", "--config", config, "--grpc-port", "-1").endsWith(ExitCode.USAGE);
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        hector.run("call", "Hello", "--url", "http://127.0.0.1:1")
                .endsWith(ExitCode.UNREACHABLE)
                .says("error: http://127.0.0.1:1 cannot be reached (nothing listens there)");
        hector.withEnvironment("HECTOR_URL", "http://127.0.0.1:1")
                .run("call", "Hello")
                .endsWith(ExitCode.UNREACHABLE);
    }

    @Test
    void aServerThatDoesNotSpeakHttpIsUnreachable() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var connection = other.accept()) {
                    connection.getInputStream().read(new byte[1024]);
                    connection
                            .getOutputStream()
                            .write("\0\1\2 nothing like it\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            hector.run("call", "Hello", "--url", "http://127.0.0.1:" + other.getLocalPort())
                    .endsWith(ExitCode.UNREACHABLE)
                    .says("does not speak HTTP");
        }
    }

    @Test
    void aFileIsPreferredToTheEnvironmentsServer() {
        hector.withEnvironment("HECTOR_URL", "http://127.0.0.1:1")
                .run("call", "Hello", "--config", config)
                .endsWith(ExitCode.OK);
    }

    @Test
    void aFileAndAServerAreOneTooMany() {
        hector.run("call", "Hello", "--config", config, "--url", "http://localhost:8080")
                .endsWith(ExitCode.USAGE)
                .says("choose one", "hector call --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "chat",
                "call",
                "sessions",
                "sessions list",
                "sessions show",
                "sessions events",
                "sessions end",
                "sessions delete",
                "config",
                "config check",
                "config schema"
            })
    void everyCommandExplainsItself(String command) {
        hector.run((command + " --help").strip().split(" "))
                .endsWith(ExitCode.OK)
                .printsSome("Usage: " + ("hector " + command).strip(), "Example");
    }

    @Test
    void mistypedCommandsAndOptionsAreUsageErrors() {
        hector.run("sesions").endsWith(ExitCode.USAGE).says("Did you mean: hector sessions");
        hector.run("call", "Hello", "--agnet", "a").endsWith(ExitCode.USAGE).says("--agent");
        hector.run().endsWith(ExitCode.USAGE).says("Usage: hector");
        hector.run("sessions").endsWith(ExitCode.USAGE).says("Usage: hector sessions");
    }

    @Test
    void versionTellsWhatRuns() {
        hector.run("--version").endsWith(ExitCode.OK).printsSome("hector ", "Java 25");
        hector.run("call", "--version").endsWith(ExitCode.OK).printsSome("hector ");
    }

    @Test
    void listAlignsItsColumnsAndSaysHowToGoOn() {
        hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--session", "a");
        hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--session", "a-longer-one");

        hector.run("sessions", "list", "--agent", "assistant", "--config", config)
                .endsWith(ExitCode.OK)
                .prints("""
                    SESSION       STATUS  USER       MESSAGES  LAST ACTIVITY  TITLE
                    a             active  anonymous  2
                    a-longer-one  active  anonymous  2
                    """);
        hector.run("sessions", "list", "--agent", "assistant", "--config", config, "--page-size", "1")
                .says("more with --page-token 1");
        hector.run("sessions", "list", "--agent", "assistant", "--config", config, "--page-size", "1", "--all")
                .printsSome("a  ", "a-longer-one");
    }

    @Test
    void listNeedsToKnowWhere() {
        hector.run("sessions", "list").endsWith(ExitCode.USAGE).says("--config FILE or --url URL");
    }

    @Test
    void eventsAreOneLineEach() {
        hector.run("call", "Hello\nyou", "--agent", "assistant", "--config", config, "--session", "s");

        hector.run("sessions", "events", "s", "--agent", "assistant", "--config", config)
                .endsWith(ExitCode.OK)
                .printsSome("SessionCreated    user anonymous\n", "MessageAppended   user: Hello you\n");
    }

    @Test
    void eventsAreFollowedToTheEnd() {
        hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--session", "s");
        hector.run("sessions", "end", "s", "--agent", "assistant", "--config", config);

        hector.run(
                        "sessions",
                        "events",
                        "s",
                        "--agent",
                        "assistant",
                        "--config",
                        config,
                        "--follow",
                        "--after",
                        "2",
                        "--output",
                        "json")
                .endsWith(ExitCode.OK)
                .printsSome("{\"sequence\":3,");
    }

    @Test
    void deleteAsksOnATerminal() {
        hector.run("call", "Hello", "--agent", "assistant", "--config", config, "--session", "s");

        hector.withTerminals("0")
                .withInput("\n")
                .run("sessions", "delete", "s", "--agent", "assistant", "--config", config)
                .endsWith(ExitCode.OTHER)
                .says("[y/N]", "nothing was deleted");
        hector.run("sessions", "delete", "s", "--agent", "assistant", "--config", config, "--yes")
                .endsWith(ExitCode.OK)
                .says("deleted s");
        hector.run("sessions", "show", "s", "--agent", "assistant", "--config", config)
                .endsWith(ExitCode.NOT_FOUND);
    }

    @Test
    void chatAnswersLineByLineAndSurvivesFailures() {
        hector.withInput("Hello\n" + FakeA2AService.FAILING + "\n\n/nonsense\n//slash\n/exit\nnever\n")
                .run("chat", "--agent", "assistant", "--config", config, "--session", "s")
                .endsWith(ExitCode.MODEL_FAILED)
                .prints("You said: Hello\nYou s\nYou said: /slash\n")
                .says("session s with assistant", "error: the model is out of order", "no command /nonsense");
    }

    @Test
    void chatShowsTheSessionAndWhatIsRemembered() {
        hector.withInput("Hello\n/help\n/session\n/memory\n/events\n/end\n")
                .run("chat", "--agent", "assistant", "--config", config, "--session", "s")
                .endsWith(ExitCode.OK)
                .prints("You said: Hello\n")
                .says("/exit", "status         active", "0 of 4000 tokens", "MessageAppended   user: Hello", "ended s");
    }

    @Test
    void checkSummarisesAFile() {
        hector.run("config", "check", config)
                .endsWith(ExitCode.OK)
                .printsSome(
                        config + ": ok\n",
                        "agent assistant: demo model, summaries within 4000 tokens, sessions in main-db (sqlite"
                                + " sessions.db)",
                        "agent other: demo model, summaries within 4000 tokens, sessions in memory (lost at exit)");
        hector.run("config", "check", "--config", config).endsWith(ExitCode.OK);
        hector.run("config", "check").endsWith(ExitCode.USAGE);
    }

    @Test
    void checkPrintsProblemsForPrograms() throws Exception {
        var wrong = Files.writeString(folder.resolve("wrong.yaml"), "agents:\n  a:\n    memry:\n");

        var result = hector.run("config", "check", wrong.toString(), "--output", "json")
                .endsWith(ExitCode.USAGE);

        var report = json(result.out());
        assertThat(report.at("/ok").asBoolean(true)).isFalse();
        assertThat(report.at("/problems/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void schemaIsJson() {
        var result = hector.run("config", "schema").endsWith(ExitCode.OK);

        assertThat(json(result.out()).at("/title").asString()).isEqualTo("Hector configuration");
    }

    private static JsonNode json(String text) {
        return WireJson.MAPPER.readTree(text);
    }
}
