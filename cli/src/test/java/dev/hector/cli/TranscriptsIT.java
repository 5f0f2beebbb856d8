package dev.hector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.cli.LocalServers.Listening;
import dev.hector.configuration.HectorConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transcripts in and out of real servers. */
class TranscriptsIT {

    private static final String HISTORY = """
        {"session":"trip","user":"ann","title":"A trip","metadata":{"lang":"en"}}
        {"session":"trip","role":"user","text":"Let us go to Oslo.","time":"2023-05-08T13:56:00Z"}
        {"session":"home","role":"user","text":"The boiler leaks.","time":"2023-05-09T08:00:00.5Z"}
        {"session":"trip","role":"assistant","text":"Gladly.\\nWhen?","metadata":{"mood":"good","n":[1,2.5,null]}}
        {"session":"home","id":"msg_own","role":"assistant","text":"Since when?","time":"2023-05-09T08:00:01Z"}

        """;

    @TempDir
    private Path folder;

    private final Cli hector = new Cli(new ProcessServers());
    private String config = "";
    private String history = "";

    @BeforeEach
    void write() throws IOException {
        config = Files.writeString(folder.resolve("config.yaml"), """
            session_stores:
              main-db:
                sql: {driver: sqlite, database: %s}
            agents:
              assistant: {session_store: main-db}
              copy: {session_store: main-db}
            """.formatted(folder.resolve("sessions.db")))
                .toString();
        history = Files.writeString(folder.resolve("history.jsonl"), HISTORY).toString();
    }

    @Test
    void comeInAndGoOutAsTheSameBytes() {
        run("import", history, "--agent", "assistant").endsWith(ExitCode.OK).says("4 messages of 2 sessions");

        var exported =
                run("export", "--agent", "assistant").endsWith(ExitCode.OK).out();
        run("export", "--agent", "assistant").prints(exported);

        assertThat(exported.lines()).hasSize(6);
        assertThat(exported.lines().skip(3).findFirst().orElseThrow())
                .isEqualTo(
                        "{\"session\":\"trip\",\"user\":\"ann\",\"title\":\"A trip\",\"metadata\":{\"lang\":\"en\"}}");
        hector.withInput(exported);
        run("import", "-", "--agent", "copy").endsWith(ExitCode.OK);
        run("export", "--agent", "copy").prints(exported);
    }

    @Test
    void comeInOnceHoweverOftenTheyAreImported() {
        run("import", history, "--agent", "assistant").endsWith(ExitCode.OK);
        var exported = run("export", "--agent", "assistant").out();

        run("import", history, "--agent", "assistant").endsWith(ExitCode.OK).says("4 messages of 2 sessions");

        run("export", "--agent", "assistant").prints(exported);
    }

    @Test
    void saysWhichLineIsWrongAndKeepsWhatCameBefore() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.jsonl"), """
            {"session":"s","role":"user","text":"Hello"}
            {"session":"s","role":"wizard","text":"Abracadabra"}
            """);

        run("import", broken.toString(), "--agent", "assistant")
                .endsWith(ExitCode.USAGE)
                .says("line 2", "role");

        run("export", "s", "--agent", "assistant").printsSome("\"text\":\"Hello\"");
    }

    @Test
    void keepsWhatCameBeforeAMessageThatIsRefusedAmongMany() throws IOException {
        var lines = IntStream.rangeClosed(1, 1_000)
                .mapToObj(number -> "{\"session\":\"s\",\"id\":\"m%d\",\"role\":\"user\",\"text\":\"Number %d\"}"
                        .formatted(number == 700 ? 3 : number, number))
                .toList();
        var broken = Files.write(folder.resolve("broken.jsonl"), lines);

        run("import", broken.toString(), "--agent", "assistant")
                .endsWith(ExitCode.USAGE)
                .says("line 700", "m3");

        assertThat(run("export", "s", "--agent", "assistant").out().lines()).hasSize(700);
    }

    @Test
    void comeInWhereAnImportWasCutOff() throws IOException {
        var lines = IntStream.rangeClosed(1, 1_200)
                .mapToObj("{\"session\":\"s\",\"role\":\"user\",\"text\":\"Number %d\"}"::formatted)
                .toList();
        var whole = Files.write(folder.resolve("whole.jsonl"), lines);
        var part = Files.write(folder.resolve("part.jsonl"), lines.subList(0, 777));
        run("import", part.toString(), "--agent", "assistant").endsWith(ExitCode.OK);

        run("import", whole.toString(), "--agent", "assistant")
                .endsWith(ExitCode.OK)
                .says("1200 messages of 1 sessions", "777 of them stored before");

        assertThat(run("export", "s", "--agent", "assistant").out().lines()).hasSize(1_201);
    }

    @Test
    void areFoundByTheirWords() {
        run("import", history, "--agent", "assistant").endsWith(ExitCode.OK);

        run("search", "oslo", "--agent", "assistant").endsWith(ExitCode.OK).printsSome("trip", "2", "to Oslo.");
        run("search", "OSLO \"let us\"", "--agent", "assistant", "--role", "user", "--session", "trip")
                .printsSome("Let us go to Oslo.");
        run("search", "when", "--agent", "assistant", "--order", "newest", "--output", "json")
                .printsSome(
                        "\"kind\":\"message\"",
                        "\"session_id\":\"trip\",\"title\":\"A trip\"",
                        "\"snippet\":\"Since when?\",\"highlights\":[{\"start\":6,\"end\":10}]");
        run("search", "since*", "--agent", "assistant", "--from", "2023-05-09T08:00:01Z")
                .printsSome("Since when?");
        run("search", "since*", "--agent", "assistant", "--to", "2023-05-09T08:00:01Z")
                .says("nothing found");
        run("search", "oslo", "--agent", "assistant", "--order", "best")
                .endsWith(ExitCode.USAGE)
                .says("order is relevance or newest");
        run("search", "bergen", "--agent", "assistant").endsWith(ExitCode.OK).says("nothing found");
    }

    @Test
    void matchesAreBoldOnATerminal() {
        run("import", history, "--agent", "assistant").endsWith(ExitCode.OK);

        hector.withTerminals("1");
        run("search", "oslo go", "--agent", "assistant")
                .printsSome("Let us \u001B[1mgo\u001B[0m to \u001B[1mOslo\u001B[0m.");

        hector.withEnvironment("NO_COLOR", "1");
        run("search", "oslo go", "--agent", "assistant").printsSome("Let us go to Oslo.");
    }

    @Test
    void goThroughAServerOnTheNetworkToo() {
        try (var server = server()) {
            var url = "http://127.0.0.1:" + server.httpPort();
            hector.run("sessions", "import", history, "--agent", "assistant", "--url", url)
                    .endsWith(ExitCode.OK);

            var remote = hector.run("sessions", "export", "--agent", "assistant", "--url", url)
                    .endsWith(ExitCode.OK)
                    .out();

            assertThat(remote.lines()).hasSize(6);
            hector.run("sessions", "search", "boiler", "--agent", "assistant", "--url", url)
                    .printsSome("home", "The boiler leaks.");
            hector.run("sessions", "recall", "home", "boiler", "--agent", "assistant", "--url", url)
                    .endsWith(ExitCode.CONFLICT)
                    .says("long-term memory");
        }
    }

    private Listening server() {
        return new ProcessServers()
                .serve(HectorConfigReader.read(Path.of(config)), "127.0.0.1", 0, 0, ServerLog.DEFAULT);
    }

    private Cli.Result run(String... arguments) {
        var all = new ArrayList<String>();
        all.add("sessions");
        all.addAll(List.of(arguments));
        all.add("--config");
        all.add(config);
        return hector.run(all.toArray(String[]::new));
    }
}
