package dev.hector.cli;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "recall",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Show what long-term memory holds about a question, best first, as a session would recall it.",
        footer = {
            "",
            "Example:",
            "  hector sessions recall my-session \"Which colour do I like?\" --agent support --config config.yaml"
        })
final class SessionsRecallCommand implements Callable<Integer> {

    private final Connections connections;

    @Parameters(index = "0", paramLabel = "ID", description = "The session from whose scope to recall.")
    @SuppressWarnings("NullAway.Init")
    private String session;

    @Parameters(index = "1", paramLabel = "QUESTION", description = "What to remember about.")
    @SuppressWarnings("NullAway.Init")
    private String question;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: the agent's recall_limit.")
    private int limit;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    SessionsRecallCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() {
        connections.interrupts().interruptThisThread();
        var shell = connections.shell();
        try (var connection = connections.openExisting(server, spec)) {
            var recalled = connection.client().recall(session, question, limit);
            if (output.isJson()) {
                OutputOption.print(shell, recalled);
            } else if (recalled.memories().isEmpty()) {
                shell.note("nothing recalled");
            } else {
                new Texts(ZoneId.systemDefault()).memories(recalled.memories()).print(shell.out());
            }
        }
        return ExitCode.OK;
    }
}
