package dev.hector.cli;

import dev.hector.cli.SessionClient.SessionFilter;
import dev.hector.cli.Views.Session;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Write transcripts as JSON lines that 'import' reads, sessions by their ids.",
        footer = {
            "",
            "Examples:",
            "  hector sessions export --file history.jsonl --agent assistant --config config.yaml",
            "  hector sessions export my-session --agent assistant --url http://localhost:8080"
        })
final class SessionsExportCommand implements Callable<Integer> {

    private static final int PAGE = 1000;

    private final Connections connections;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "The sessions. Default: all of the agent.")
    private List<String> ids = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "Where to. Default: standard output.")
    private @Nullable Path file;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    SessionsExportCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() throws IOException {
        connections.interrupts().interruptThisThread();
        var shell = connections.shell();
        try (var connection = connections.openExisting(server, spec);
                var out = file == null
                        ? new OutputStreamWriter(shell.out(), StandardCharsets.UTF_8)
                        : Files.newBufferedWriter(file)) {
            var sessions = ids.isEmpty() ? all(connection.client()) : ids;
            var messages = 0L;
            try (var progress = Progress.of(shell, "export", sessions.size())) {
                for (var i = 0; i < sessions.size(); i++) {
                    messages += write(connection.client(), sessions.get(i), out);
                    progress.at(i + 1);
                }
            }
            if (file != null) {
                shell.note(messages + " messages of " + sessions.size() + " sessions");
            }
        }
        return ExitCode.OK;
    }

    private static List<String> all(SessionClient client) {
        var found = new ArrayList<String>();
        @Nullable String token = "";
        while (token != null) {
            var page = client.list(new SessionFilter("", "", ""), PAGE, token);
            page.sessions().stream().map(Session::sessionId).forEach(found::add);
            token = page.nextPageToken();
        }
        return found.stream().distinct().sorted(Comparator.naturalOrder()).toList();
    }

    private static long write(SessionClient client, String session, Writer out) throws IOException {
        write(TranscriptLine.of(client.get(session)), out);
        var messages = 0L;
        @Nullable String token = "";
        while (token != null) {
            var page = client.messages(session, PAGE, token);
            for (var message : page.messages()) {
                write(TranscriptLine.of(session, message), out);
                messages++;
            }
            token = page.nextPageToken();
        }
        return messages;
    }

    private static void write(TranscriptLine line, Writer out) throws IOException {
        out.write(Transcripts.write(line));
        out.write('\n');
    }
}
