package dev.hector.cli;

import dev.hector.cli.Connections.Connection;
import dev.hector.client.RefusedException;
import dev.hector.client.SessionClient;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Send one message and print the answer.",
        footer = {
            "",
            "Examples:",
            "  hector call \"Hello\" --agent assistant --config config.yaml --session my-session",
            "  hector call \"Continue where we left off\" --agent assistant --url http://localhost:8080 --session"
                    + " my-session",
            "  git diff | hector call - --agent assistant --config config.yaml --output json"
        })
final class CallCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    private final Connections connections;
    private final Shell shell;

    @Parameters(
            arity = "0..*",
            paramLabel = "MESSAGE",
            description = "What to say; - reads it from standard input, and so does nothing when that is no terminal.")
    private List<String> words = List.of();

    @Option(names = "--no-stream", description = "Print the answer when it is complete rather than as it comes.")
    private boolean atOnce;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private SessionOption session = new SessionOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CallCommand(Connections connections) {
        this.connections = connections;
        this.shell = connections.shell();
    }

    @Override
    public Integer call() throws IOException {
        var message = message();
        connections.interrupts().interruptThisThread();
        try (var connection = connections.open(server, spec)) {
            var conversation = conversation(connection);
            if (output.isJson()) {
                OutputOption.print(shell, connection.client().send(conversation, message, _ -> {}));
            } else {
                print(connection.client(), conversation, message);
            }
        }
        return ExitCode.OK;
    }

    private String message() throws IOException {
        var fromInput = words.isEmpty() ? !shell.asks() : words.equals(List.of(STANDARD_INPUT));
        var message = fromInput ? shell.in().lines().collect(Collectors.joining("\n")) : String.join(" ", words);
        if (message.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "There is no message: write it in quotes, or - to read it");
        }
        return message;
    }

    private String conversation(Connection connection) {
        var chosen = session.chosen(shell);
        if (chosen.isPresent() && !connection.resumable()) {
            shell.note("note: agent '" + connection.agent()
                    + "' has no session_store, so this session ends with this command");
        }
        var opened = session.open(shell, connection.client());
        if (chosen.isEmpty() && connection.resumable() && !output.isJson()) {
            shell.note("session " + opened.sessionId());
        }
        return opened.sessionId();
    }

    private void print(SessionClient client, String conversation, String message) {
        var printer = new AnswerPrinter(shell, atOnce);
        try {
            var answer = client.send(conversation, message, printer::piece);
            printer.complete(Objects.requireNonNullElse(answer.response(), ""));
        } catch (RefusedException e) {
            printer.breakOff();
            if (e.isInterruption()) {
                shell.note("(the answer is let end; Ctrl-C again does not wait for it)");
            }
            throw e;
        }
    }
}
