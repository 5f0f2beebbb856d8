package dev.hector.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "End a session and show nothing of it any more; its id stays taken.",
        footer = {"", "Example:", "  hector sessions delete my-session --agent assistant --config config.yaml --yes"})
final class SessionsDeleteCommand implements Callable<Integer> {

    @Mixin
    private SessionArgument session = new SessionArgument();

    @Mixin
    private final StoredSessions sessions;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    SessionsDeleteCommand(Connections connections) {
        this.sessions = new StoredSessions(connections);
    }

    @Override
    public Integer call() throws IOException {
        var shell = sessions.shell();
        var id = session.required(shell);
        if (!isConfirmed(shell, id)) {
            shell.note("nothing was deleted");
            return ExitCode.OTHER;
        }
        return sessions.open(client -> {
            client.delete(id);
            shell.note("deleted " + id);
        });
    }

    private boolean isConfirmed(Shell shell, String id) throws IOException {
        if (yes || !shell.asks()) {
            return true;
        }
        shell.err().print("Delete session " + Shell.withoutControls(id) + " for good? [y/N] ");
        shell.err().flush();
        var answer = shell.in().readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
