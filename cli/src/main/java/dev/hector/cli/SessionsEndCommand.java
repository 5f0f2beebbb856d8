package dev.hector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "end",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "End a session: it stays readable and takes no more messages.",
        footer = {"", "Example:", "  hector sessions end my-session --agent assistant --config config.yaml"})
final class SessionsEndCommand implements Callable<Integer> {

    private final Connections connections;

    @Mixin
    private SessionArgument session = new SessionArgument();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    SessionsEndCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() {
        connections.interrupts().interruptThisThread();
        var shell = connections.shell();
        var id = session.required(shell, spec);
        try (var connection = connections.openExisting(server, spec)) {
            var ended = connection.client().end(id);
            if (output.isJson()) {
                OutputOption.print(shell, ended);
            } else {
                shell.note("ended " + ended.sessionId());
            }
        }
        return ExitCode.OK;
    }
}
