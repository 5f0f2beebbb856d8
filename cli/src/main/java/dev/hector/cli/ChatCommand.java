package dev.hector.cli;

import dev.hector.cli.Connections.Connection;
import dev.hector.wire.Views.SessionView;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Talk with an agent.",
        footer = {
            "",
            "Examples:",
            "  hector chat --agent assistant --config config.yaml",
            "  hector chat --agent assistant --config config.yaml --session my-session",
            "  hector chat --agent assistant --url http://localhost:8080",
            "",
            "In the chat, /help lists commands. Ctrl-C stops waiting for an answer; Ctrl-D leaves."
        })
final class ChatCommand implements Callable<Integer> {

    static final List<String> WORDS = List.of("/help", "/session", "/memory", "/events", "/end", "/exit");

    private final Connections connections;
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private SessionOption session = new SessionOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ChatCommand(Connections connections) {
        this.connections = connections;
        this.shell = connections.shell();
    }

    @Override
    public Integer call() throws IOException {
        try (var connection = connections.open(server, spec)) {
            var client = connection.client();
            var opened = session.open(shell, client);
            greet(connection, opened);
            return chat(connection, opened);
        }
    }

    private int chat(Connection connection, SessionView opened) throws IOException {
        var chat = new Chat(shell, connection.client(), opened.sessionId());
        int code;
        try (var input = isInteractive() ? TerminalInput.open(shell) : ChatInput.plain(shell)) {
            code = chat.run(input);
        }
        if (!isInteractive()) {
            return code;
        }
        if (connection.resumable() && !chat.hasEnded()) {
            takeLeave(connection, opened);
        }
        return ExitCode.OK;
    }

    private boolean isInteractive() {
        return shell.asks() && shell.shows();
    }

    private void greet(Connection connection, SessionView opened) {
        shell.note("session " + opened.sessionId() + " with " + connection.agent()
                + (opened.messageCount() == 0 ? "" : ", " + opened.messageCount() + " messages so far")
                + (connection.resumable() ? "" : "; in memory only, it ends with this chat"));
        if (isInteractive()) {
            shell.note("/help lists commands, Ctrl-D leaves");
        }
    }

    private void takeLeave(Connection connection, SessionView opened) {
        shell.note("go on later: hector chat --agent %s%s --session %s"
                .formatted(connection.agent(), place(), opened.sessionId()));
    }

    private String place() {
        if (server.config != null) {
            return " --config " + server.config;
        }
        return server.url == null ? "" : " --url " + server.url;
    }
}
