package dev.hector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "List, read, search, import, export, end and delete sessions.",
        footer = {
            "",
            "Examples:",
            "  hector sessions list --agent assistant --config config.yaml",
            "  hector sessions events my-session --agent assistant --url http://localhost:8080 --follow"
        })
final class SessionsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private SessionsCommand() {}

    static CommandLine commandLine(Connections connections) {
        return new CommandLine(new SessionsCommand())
                .addSubcommand(new SessionsListCommand(connections))
                .addSubcommand(new SessionsShowCommand(connections))
                .addSubcommand(new SessionsEventsCommand(connections))
                .addSubcommand(new SessionsSearchCommand(connections))
                .addSubcommand(new SessionsRecallCommand(connections))
                .addSubcommand(new SessionsExportCommand(connections))
                .addSubcommand(new SessionsImportCommand(connections))
                .addSubcommand(new SessionsEndCommand(connections))
                .addSubcommand(new SessionsDeleteCommand(connections));
    }

    /** There is nothing to do without a subcommand. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
