package dev.hector.cli;

import dev.hector.client.SessionClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = {
            "Bring in transcripts of JSON lines, such as 'export' writes:",
            "",
            "  {\"session\":\"s1\",\"role\":\"user\",\"text\":\"Hello\",\"time\":\"2026-01-31T12:00:00Z\"}",
            "",
            "'session', 'role' (user, assistant or tool) and 'text' must be there; 'id', 'time', 'metadata',"
                    + " 'tool_calls' and 'tool_call_id' may. A line without a role says whose a session is:"
                    + " 'user', 'title', 'metadata'. No model is run. Importing a file again changes nothing."
        },
        footer = {"", "Example:", "  hector sessions import history.jsonl --agent assistant --config config.yaml"})
final class SessionsImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The transcripts; - reads standard input.")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Mixin
    private final StoredSessions sessions;

    @Mixin
    private OutputOption output = new OutputOption();

    SessionsImportCommand(Connections connections) {
        this.sessions = new StoredSessions(connections);
    }

    @Override
    public Integer call() throws IOException {
        try (var lines = open()) {
            return sessions.open(client -> bring(lines, client));
        }
    }

    private void bring(BufferedReader lines, SessionClient client) throws IOException, InterruptedException {
        var shell = sessions.shell();
        var began = System.nanoTime();
        try (var progress = Progress.of(shell, "import", size())) {
            var imported = new TranscriptImport(client, progress::at).run(lines);
            progress.close();
            var seconds = (System.nanoTime() - began) / 1e9;
            output.print(
                    shell,
                    imported,
                    result -> shell.note("%d messages of %d sessions in %.1f s%s"
                            .formatted(result.messages(), result.sessions(), seconds, before(result.existing()))));
        }
    }

    private static String before(long existing) {
        return existing == 0 ? "" : ", " + existing + " of them stored before";
    }

    private BufferedReader open() throws IOException {
        if (file.equals("-")) {
            return sessions.shell().in();
        }
        try {
            return Files.newBufferedReader(Path.of(file));
        } catch (NoSuchFileException _) {
            throw new ParameterException(sessions.command().commandLine(), "There is no file '" + file + "'");
        }
    }

    /** Lines of the file; unknown, which is -1, of standard input. */
    private long size() throws IOException {
        if (file.equals("-") || !sessions.shell().tells()) {
            return -1;
        }
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> !line.isBlank()).count();
        }
    }
}
