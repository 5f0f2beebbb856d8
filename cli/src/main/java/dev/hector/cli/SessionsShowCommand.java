package dev.hector.cli;

import java.io.IOException;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Show a session's state.",
        footer = {"", "Example:", "  hector sessions show my-session --agent assistant --config config.yaml"})
final class SessionsShowCommand implements Callable<Integer> {

    @Mixin
    private SessionArgument session = new SessionArgument();

    @Mixin
    private final StoredSessions sessions;

    @Mixin
    private OutputOption output = new OutputOption();

    SessionsShowCommand(Connections connections) {
        this.sessions = new StoredSessions(connections);
    }

    @Override
    public Integer call() throws IOException {
        var shell = sessions.shell();
        var id = session.required(shell);
        return sessions.open(client -> output.print(
                shell, client.get(id), found -> new Texts(ZoneId.systemDefault()).print(found, shell.out())));
    }
}
