package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.configuration.ConfigException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code hector} command. */
@Command(
        name = "hector",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Agent sessions that remember, survive and can be read back.",
        footer = {
            "",
            "Examples:",
            "  hector chat --agent assistant --config examples/quickstart.yaml",
            "  hector call \"Hello\" --agent assistant --config examples/quickstart.yaml --session my-session",
            "  hector serve --config examples/quickstart.yaml",
            "  hector sessions list --agent assistant --config examples/quickstart.yaml",
            "",
            "Exit codes: 0 ok, 2 usage or configuration, 3 not found, 4 conflict, 5 the model failed,",
            "6 the server or its store cannot be reached, 1 anything else."
        })
public final class Hector implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Hector() {}

    public static void main(String[] arguments) {
        var shell = Shell.ofProcess();
        System.exit(commandLine(new Connections(shell, new ProcessServers(), Interrupts.ofProcess()))
                .execute(arguments));
    }

    static CommandLine commandLine(Connections connections) {
        var shell = connections.shell();
        var root = new CommandLine(new Hector())
                .addSubcommand(new ServeCommand(connections))
                .addSubcommand(new ServiceCommand(connections))
                .addSubcommand(new ChatCommand(connections))
                .addSubcommand(new CallCommand(connections))
                .addSubcommand(SessionsCommand.commandLine(connections))
                .addSubcommand(ProjectorCommand.commandLine(connections))
                .addSubcommand(ConfigCommand.commandLine(shell))
                .addSubcommand(new WarmUpCommand(connections.servers()));
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(shell.out(), true))
                .setErr(new PrintWriter(shell.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(shell.isColourful() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(Hector::refuse)
                .setExecutionExceptionHandler((failure, _, result) -> fail(failure, result, shell));
    }

    /** There is nothing to do without a subcommand. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    private static int refuse(ParameterException mistake, String[] arguments) {
        var command = mistake.getCommandLine();
        command.getErr().println(mistake.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(mistake, command.getErr())) {
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.USAGE;
    }

    private static int fail(Exception failure, ParseResult result, Shell shell) {
        return switch (failure) {
            case ConfigException config -> {
                config.problems().forEach(problem -> shell.note(problem.toString()));
                yield ExitCode.USAGE;
            }
            case RefusedException refused -> Failures.report(refused, asJson(result), shell);
            default -> Failures.reportUnexpected(failure, shell);
        };
    }

    private static boolean asJson(ParseResult result) {
        var last = result;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.matchedOptionValue("--output", OutputOption.Format.text) == OutputOption.Format.json;
    }

    /** What was built, and what runs it. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Hector.class.getPackage().getImplementationVersion();
            return new String[] {
                "hector " + (version == null ? "(development)" : version) + ", Java " + Runtime.version()
            };
        }
    }
}
