package dev.hector.cli;

import dev.hector.client.SessionClient.SessionFilter;
import dev.hector.wire.Views.SessionPage;
import java.io.IOException;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(names = "--status", paramLabel = "STATUS", description = "Only those that are active, or ended.")
    private @Nullable Status status;

    @Option(names = "--user-id", paramLabel = "USER", description = "Only those of one user.")
    private String userId = "";

    @Option(names = "--order", paramLabel = "ORDER", description = "asc or desc, by last activity. Default: desc.")
    private Order order = Order.desc;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private final StoredSessions sessions;

    @Mixin
    private OutputOption output = new OutputOption();

    SessionsListCommand(Connections connections) {
        this.sessions = new StoredSessions(connections);
    }

    @Override
    public Integer call() throws IOException {
        var shell = sessions.shell();
        var filter = new SessionFilter(status == null ? "" : status.name(), userId, order.name());
        return sessions.open(client -> page.each(
                token -> client.list(filter, page.size, token),
                SessionPage::nextPageToken,
                found -> output.print(shell, found, this::print),
                shell));
    }

    private void print(SessionPage found) {
        var shell = sessions.shell();
        if (found.sessions().isEmpty()) {
            shell.note("no sessions");
        } else {
            new Texts(ZoneId.systemDefault()).table(found.sessions()).print(shell.out());
        }
    }
}
