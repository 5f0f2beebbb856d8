package dev.hector.cli;

import dev.hector.cli.Views.SearchPage;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Find messages by their words in an agent's sessions, newest first.",
        footer = {"", "Example:", "  hector sessions search teal --agent assistant --config config.yaml"})
final class SessionsSearchCommand implements Callable<Integer> {

    private final Connections connections;

    @Parameters(paramLabel = "WORDS", description = "What to look for.")
    @SuppressWarnings("NullAway.Init")
    private String query;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    SessionsSearchCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() {
        connections.interrupts().interruptThisThread();
        try (var connection = connections.openExisting(server, spec)) {
            page.each(
                    token -> connection.client().search(query, page.size, token),
                    SearchPage::nextPageToken,
                    this::print,
                    connections.shell());
        }
        return ExitCode.OK;
    }

    private void print(SearchPage found) {
        var shell = connections.shell();
        if (output.isJson()) {
            OutputOption.print(shell, found);
        } else if (found.results().isEmpty()) {
            shell.note("nothing found");
        } else {
            new Texts(ZoneId.systemDefault()).hits(found.results()).print(shell.out());
        }
    }
}
