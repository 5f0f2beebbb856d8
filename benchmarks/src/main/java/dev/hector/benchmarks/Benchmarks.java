package dev.hector.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code benchmarks}. */
@Command(
        name = "benchmarks",
        description = "Measures Hector Sessions against raw PostgreSQL on the same schema.",
        mixinStandardHelpOptions = true,
        subcommands = {AppendCommand.class, TurnCommand.class, GrowthCommand.class})
final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }
}
