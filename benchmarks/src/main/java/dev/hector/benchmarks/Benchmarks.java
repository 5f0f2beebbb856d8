package dev.hector.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code benchmarks}. */
@Command(
        name = "benchmarks",
        description = "Measures Hector Sessions against raw PostgreSQL on the same schema.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AppendCommand.class,
            TurnCommand.class,
            GrowthCommand.class,
            ReplayCommand.class,
            ListsCommand.class,
            RebuildCommand.class,
            ColdStartCommand.class,
            StreamsCommand.class,
            PureCommand.class,
            MachineCommand.class,
            AllCommand.class,
            ReportCommand.class
        })
final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs a command and answers with its exit code. */
    static int execute(String... arguments) {
        return new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }
}
