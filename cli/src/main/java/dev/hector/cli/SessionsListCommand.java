package dev.hector.cli;

import dev.hector.cli.SessionClient.SessionFilter;
import dev.hector.cli.Views.SessionPage;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "List an agent's sessions, newest activity first.",
        footer = {
            "",
            "Examples:",
            "  hector sessions list --agent assistant --config config.yaml",
            "  hector sessions list --agent assistant --url http://localhost:8080 --status active --all --output json"
        })
final class SessionsListCommand implements Callable<Integer> {

    private enum Status {
        active,
        ended
    }

    private enum Order {
        asc,
        desc
    }

    private final Connections connections;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only those that are active, or ended.")
    private @Nullable Status status;

    @Option(names = "--user-id", paramLabel = "USER", description = "Only those of one user.")
    private String userId = "";

    @Option(names = "--order", paramLabel = "ORDER", description = "asc or desc, by last activity. Default: desc.")
    private Order order = Order.desc;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    SessionsListCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() {
        connections.interrupts().interruptThisThread();
        var filter = new SessionFilter(status == null ? "" : status.name(), userId, order.name());
        try (var connection = connections.openExisting(server, spec)) {
            page.each(
                    token -> connection.client().list(filter, page.size, token),
                    SessionPage::nextPageToken,
                    this::print,
                    connections.shell());
        }
        return ExitCode.OK;
    }

    private void print(SessionPage sessions) {
        var shell = connections.shell();
        if (output.isJson()) {
            OutputOption.print(shell, sessions);
        } else if (sessions.sessions().isEmpty()) {
            shell.note("no sessions");
        } else {
            new Texts(ZoneId.systemDefault()).table(sessions.sessions()).print(shell.out());
        }
    }
}
