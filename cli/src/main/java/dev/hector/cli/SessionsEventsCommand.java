package dev.hector.cli;

import dev.hector.cli.SessionClient.EventFilter;
import dev.hector.cli.Views.Event;
import dev.hector.cli.Views.EventPage;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    private final Connections connections;
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
    private ServerOptions server = new ServerOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    SessionsEventsCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() {
        connections.interrupts().interruptThisThread();
        var id = session.required(connections.shell(), spec);
        var filter = new EventFilter(after, types);
        try (var connection = connections.openExisting(server, spec)) {
            if (follow) {
                return follow(connection.client(), id, filter);
            } else {
                page.each(
                        token -> connection.client().events(id, filter, page.size, token),
                        EventPage::nextPageToken,
                        this::print,
                        connections.shell());
            }
        }
        return ExitCode.OK;
    }

    /** Ctrl-C is how following ends. */
    private int follow(SessionClient client, String id, EventFilter filter) {
        try {
            client.follow(id, filter, this::print);
            return ExitCode.OK;
        } catch (RefusedException e) {
            if (e.isInterruption()) {
                return ExitCode.INTERRUPTED;
            }
            throw e;
        }
    }

    private void print(EventPage events) {
        if (output.isJson()) {
            OutputOption.print(connections.shell(), events);
        } else {
            events.events().forEach(this::print);
        }
    }

    private void print(Event event) {
        var shell = connections.shell();
        if (output.isJson()) {
            OutputOption.print(shell, event);
        } else {
            shell.out().println(texts.line(event));
        }
    }
}
