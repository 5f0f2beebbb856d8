package dev.hector.cli;

import dev.hector.client.SessionClient.SearchFilter;
import dev.hector.wire.FoundViews.SearchPage;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Find messages and summaries by their words in an agent's sessions, best first.",
        footer = {
            "",
            "WORDS are words that must all be there, \"phrases\", -left out and begin*.",
            "",
            "Examples:",
            "  hector sessions search teal --agent assistant --config config.yaml",
            "  hector sessions search '\"favourite colour\" -blue' --agent assistant --config config.yaml",
            "  hector sessions search 'colo*' --order newest --role user --agent assistant --config config.yaml"
        })
final class SessionsSearchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WORDS", description = "What to look for.")
    @SuppressWarnings("NullAway.Init")
    private String query;

    @Option(names = "--order", paramLabel = "ORDER", description = "relevance or newest. Default: relevance.")
    private String order = "";

    @Option(names = "--session", paramLabel = "ID", description = "Only in this session.")
    private String session = "";

    @Option(names = "--role", paramLabel = "ROLE", description = "Only of user, assistant or summary.")
    private String role = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only what was said at this time, such as 2026-01-31T12:00:00Z, or later.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only what was said before this time.")
    private @Nullable Instant to;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private final StoredSessions sessions;

    @Mixin
    private OutputOption output = new OutputOption();

    SessionsSearchCommand(Connections connections) {
        this.sessions = new StoredSessions(connections);
    }

    @Override
    public Integer call() throws IOException {
        var shell = sessions.shell();
        var filter = new SearchFilter(query, order, session, role, from, to);
        return sessions.open(client -> page.each(
                token -> client.search(filter, page.size, token),
                SearchPage::nextPageToken,
                found -> output.print(shell, found, this::print),
                shell));
    }

    private void print(SearchPage found) {
        var shell = sessions.shell();
        if (found.results().isEmpty()) {
            shell.note("nothing found");
        } else {
            new Texts(ZoneId.systemDefault())
                    .hits(found.results(), shell.isColourful())
                    .print(shell.out());
        }
    }
}
