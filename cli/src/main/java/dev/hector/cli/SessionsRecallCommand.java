package dev.hector.cli;

import dev.hector.wire.FoundViews.MemoryPage;
import java.io.IOException;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "recall",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Show what long-term memory holds about a question, best first, as a session would recall it.",
        footer = {
            "",
            "Example:",
            "  hector sessions recall my-session \"Which colour do I like?\" --agent support --config config.yaml"
        })
final class SessionsRecallCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "The session from whose scope to recall.")
    @SuppressWarnings("NullAway.Init")
    private String session;

    @Parameters(index = "1", paramLabel = "QUESTION", description = "What to remember about.")
    @SuppressWarnings("NullAway.Init")
    private String question;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: the agent's recall_limit.")
    private int limit;

    @Mixin
    private final StoredSessions sessions;

    @Mixin
    private OutputOption output = new OutputOption();

    SessionsRecallCommand(Connections connections) {
        this.sessions = new StoredSessions(connections);
    }

    @Override
    public Integer call() throws IOException {
        return sessions.open(
                client -> output.print(sessions.shell(), client.recall(session, question, limit), this::print));
    }

    private void print(MemoryPage recalled) {
        var shell = sessions.shell();
        if (recalled.memories().isEmpty()) {
            shell.note("nothing recalled");
        } else {
            new Texts(ZoneId.systemDefault()).memories(recalled.memories()).print(shell.out());
        }
    }
}
