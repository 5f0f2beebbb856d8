package dev.hector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "projector",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Look after what is derived from the log.",
        footer = {
            "",
            "Examples:",
            "  hector projector dead-letters --config config.yaml",
            "  hector projector rebuild session_catalogue --config config.yaml"
        })
final class ProjectorCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private ProjectorCommand() {}

    static CommandLine commandLine(Connections connections) {
        return new CommandLine(new ProjectorCommand())
                .addSubcommand(DeadLettersCommand.commandLine(connections))
                .addSubcommand(new RebuildCommand(connections));
    }

    /** There is nothing to do without a subcommand. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
