package dev.hector.cli;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Show a session's state.",
        footer = {"", "Example:", "  hector sessions show my-session --agent assistant --config config.yaml"})
final class SessionsShowCommand implements Callable<Integer> {

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

    SessionsShowCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() {
        connections.interrupts().interruptThisThread();
        var shell = connections.shell();
        var id = session.required(shell, spec);
        try (var connection = connections.openExisting(server, spec)) {
            var found = connection.client().get(id);
            if (output.isJson()) {
                OutputOption.print(shell, found);
            } else {
                new Texts(ZoneId.systemDefault()).print(found, shell.out());
            }
        }
        return ExitCode.OK;
    }
}
