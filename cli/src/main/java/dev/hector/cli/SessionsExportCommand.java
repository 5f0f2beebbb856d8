package dev.hector.cli;

import dev.hector.client.SessionClient;
import dev.hector.client.SessionClient.SessionFilter;
import dev.hector.client.TranscriptLine;
import dev.hector.wire.Views.SessionView;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(arity = "0..*", paramLabel = "ID", description = "The sessions. Default: all of the agent.")
    private List<String> ids = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "Where to. Default: standard output.")
    private @Nullable Path file;

    @Mixin
    private final StoredSessions sessions;

    SessionsExportCommand(Connections connections) {
        this.sessions = new StoredSessions(connections);
    }

    @Override
    public Integer call() throws IOException {
        return sessions.open(client -> {
            try (var out = file == null
                    ? new OutputStreamWriter(sessions.shell().out(), StandardCharsets.UTF_8)
                    : Files.newBufferedWriter(file)) {
                export(client, ids.isEmpty() ? all(client) : ids, out);
            }
        });
    }

    private void export(SessionClient client, List<String> chosen, Writer out) throws IOException {
        var messages = 0L;
        try (var progress = Progress.of(sessions.shell(), "export", chosen.size())) {
            for (var i = 0; i < chosen.size(); i++) {
                messages += write(client, chosen.get(i), out);
                progress.at(i + 1);
            }
        }
        if (file != null) {
            sessions.shell().note(messages + " messages of " + chosen.size() + " sessions");
        }
    }

    private static List<String> all(SessionClient client) {
        var found = new ArrayList<String>();
        @Nullable String token = "";
        while (token != null) {
            var page = client.list(new SessionFilter("", "", ""), PAGE, token);
            page.sessions().stream().map(SessionView::sessionId).forEach(found::add);
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
