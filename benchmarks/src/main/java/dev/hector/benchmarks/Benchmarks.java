package dev.hector.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code benchmarks}. */
@Command(
        name = "benchmarks",
        description = "Measures Hector Sessions against raw PostgreSQL on the same schema.",
        subcommands = {
            AppendCommand.class,
            TurnCommand.class,
            ClusterCommand.class,
            ServePairCommand.class,
            GrowthCommand.class,
            ReplayCommand.class,
            ListsCommand.class,
            RebuildCommand.class,
            ColdStartCommand.class,
            StreamsCommand.class,
            FactsCommand.class,
            RecallCommand.class,
            LocomoCommand.class,
            PureCommand.class,
            MachineCommand.class,
            AllCommand.class,
            ReportCommand.class
        })
final class Benchmarks {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this text and ends.")
    private boolean help;

    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs a command and answers with its exit code. */
    static int execute(String... arguments) {
        return new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .execute(arguments);
    }
}
