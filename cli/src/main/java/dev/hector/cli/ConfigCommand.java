package dev.hector.cli;

import dev.hector.configuration.ConfigSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Check a configuration file, or describe what may be in one.",
        footer = {"", "Examples:", "  hector config check config.yaml", "  hector config schema > hector.schema.json"})
final class ConfigCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private ConfigCommand() {}

    static CommandLine commandLine(Shell shell) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigCheckCommand(shell))
                .addSubcommand(new Schema(shell));
    }

    /** There is nothing to do without a subcommand. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            versionProvider = Hector.Version.class,
            description = "Print a JSON Schema (2020-12) of configuration files, for editors.",
            footer = {"", "Example:", "  hector config schema > hector.schema.json"})
    static final class Schema implements Callable<Integer> {

        private final Shell shell;

        private Schema(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            shell.out().println(ConfigSchema.json());
            return ExitCode.OK;
        }
    }
}
