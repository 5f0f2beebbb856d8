package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.client.SessionClient.EventFilter;
import dev.hector.wire.Views.EventPage;
import dev.hector.wire.Views.EventView;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Read a session's audit log.",
        footer = {
            "",
            "Examples:",
            "  hector sessions events my-session --agent assistant --config config.yaml --all",
            "  hector sessions events my-session --agent assistant --url http://localhost:8080 --follow",
            "  hector sessions events my-session --agent assistant --config config.yaml --types MessageAppended"
        })
final class SessionsEventsCommand implements Callable<Integer> {

    private final Texts texts = new Texts(ZoneId.systemDefault());

    @Mixin
    private SessionArgument session = new SessionArgument();

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "TYPE",
            description = "Only these types, such as MessageAppended,TurnFailed.")
    private List<String> types = List.of();

    @Option(names = "--after", paramLabel = "SEQUENCE", description = "Only later events.")
    private long after;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new events until the session is deleted.")
    private boolean follow;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private final StoredSessions sessions;

    @Mixin
    private OutputOption output = new OutputOption();

    SessionsEventsCommand(Connections connections) {
        this.sessions = new StoredSessions(connections);
    }

    @Override
    public Integer call() throws IOException {
        var shell = sessions.shell();
        var id = session.required(shell);
        var filter = new EventFilter(after, types);
        return follow
                ? follow(id, filter)
                : sessions.open(client -> page.each(
                        token -> client.events(id, filter, page.size, token),
                        EventPage::nextPageToken,
                        found -> output.print(
                                shell, found, events -> events.events().forEach(this::print)),
                        shell));
    }

    /** Ctrl-C is how following ends. */
    private int follow(String id, EventFilter filter) throws IOException {
        try {
            return sessions.open(
                    client -> client.follow(id, filter, event -> output.print(sessions.shell(), event, this::print)));
        } catch (RefusedException e) {
            if (e.isInterruption()) {
                return ExitCode.INTERRUPTED;
            }
            throw e;
        }
    }

    private void print(EventView event) {
        sessions.shell().out().println(texts.line(event));
    }
}
