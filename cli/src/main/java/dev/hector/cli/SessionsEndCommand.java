package dev.hector.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "end",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "End a session: it stays readable and takes no more messages.",
        footer = {"", "Example:", "  hector sessions end my-session --agent assistant --config config.yaml"})
final class SessionsEndCommand implements Callable<Integer> {

    @Mixin
    private SessionArgument session = new SessionArgument();

    @Mixin
    private final StoredSessions sessions;

    @Mixin
    private OutputOption output = new OutputOption();

    SessionsEndCommand(Connections connections) {
        this.sessions = new StoredSessions(connections);
    }

    @Override
    public Integer call() throws IOException {
        var shell = sessions.shell();
        var id = session.required(shell);
        return sessions.open(
                client -> output.print(shell, client.end(id), ended -> shell.note("ended " + ended.sessionId())));
    }
}
