package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.client.SessionClient;
import dev.hector.client.SessionClient.EventFilter;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** A conversation in one session; what goes wrong is shown, and the chat goes on. */
final class Chat {

    private static final String HELP = """
        /session  the session's state
        /memory   what the model is given now
        /events   the session's audit log
        /end      end the session for good
        /exit     leave; the session stays
        //text    send a message that begins with /\
        """;

    private static final int PAGE = 1000;

    private final Shell shell;
    private final SessionClient client;
    private final String sessionId;
    private final Texts texts = new Texts(ZoneId.systemDefault());
    private int code = ExitCode.OK;
    private boolean over;
    private boolean ended;

    Chat(Shell shell, SessionClient client, String sessionId) {
        this.shell = shell;
        this.client = client;
        this.sessionId = sessionId;
    }

    /** Returns how the last message that failed did, or {@link ExitCode#OK} when none did. */
    int run(ChatInput input) throws IOException {
        for (var line = input.next(); line != null; line = over ? null : input.next()) {
            answer(line);
        }
        return code;
    }

    private void answer(String line) {
        try {
            if (line.startsWith("//")) {
                send(line.substring(1));
            } else if (line.startsWith("/")) {
                obey(line.strip());
            } else if (!line.isBlank()) {
                send(line);
            }
        } catch (RefusedException e) {
            report(e);
        }
    }

    private void report(RefusedException refused) {
        if (refused.isInterruption()) {
            shell.note("(no longer waiting; the session will have the answer)");
        } else {
            code = Failures.report(refused, false, shell);
        }
    }

    private void obey(String command) {
        switch (command) {
            case "/help", "/?" -> shell.note(HELP);
            case "/session" -> texts.print(client.get(sessionId), shell.err());
            case "/memory" -> texts.print(client.workingMemory(sessionId), shell.err());
            case "/events" -> printEvents();
            case "/end" -> end();
            case "/exit", "/quit" -> over = true;
            default -> shell.note("no command " + command + "; /help lists them, and //… sends a message");
        }
    }

    private void printEvents() {
        var filter = new EventFilter(0, List.of());
        var token = "";
        do {
            var page = client.events(sessionId, filter, PAGE, token);
            page.events().forEach(event -> shell.err().println(texts.line(event)));
            token = Objects.requireNonNullElse(page.nextPageToken(), "");
        } while (!token.isEmpty());
    }

    private void end() {
        client.end(sessionId);
        shell.note("ended " + sessionId);
        over = true;
        ended = true;
    }

    /** Whether the session was ended here, so that nobody can go on with it. */
    boolean hasEnded() {
        return ended;
    }

    private void send(String message) {
        var printer = new AnswerPrinter(shell, false);
        try {
            var answer = client.send(sessionId, message, printer::piece);
            printer.complete(Objects.requireNonNullElse(answer.response(), ""));
        } catch (RefusedException e) {
            printer.breakOff();
            throw e;
        }
    }
}
