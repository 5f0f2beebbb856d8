package dev.hector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Line editing with a history that outlives the chat; pasted lines stay together. */
final class TerminalInput implements ChatInput {

    private static final String PROMPT = "> ";
    private static final int LONGEST_HISTORY = 1000;

    private final Shell shell;
    private final Terminal terminal;
    private final LineReader reader;

    private TerminalInput(Shell shell, Terminal terminal, LineReader reader) {
        this.shell = shell;
        this.terminal = terminal;
        this.reader = reader;
    }

    /** Opens the terminal; Ctrl-C interrupts the calling thread unless it is reading a line. */
    static TerminalInput open(Shell shell) throws IOException {
        var terminal = TerminalBuilder.builder()
                .system(true)
                .jni(false)
                .exec(false)
                .dumb(true)
                .nativeSignals(true)
                .build();
        var thread = Thread.currentThread();
        terminal.handle(Terminal.Signal.INT, _ -> thread.interrupt());
        return new TerminalInput(shell, terminal, reader(shell, terminal));
    }

    private static LineReader reader(Shell shell, Terminal terminal) {
        var builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(wholeLines())
                .completer(new StringsCompleter(ChatCommand.WORDS))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, ". ")
                .variable(LineReader.HISTORY_FILE_SIZE, LONGEST_HISTORY);
        historyFile(shell).ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return builder.build();
    }

    /** Apostrophes and backslashes mean nothing in particular in a message. */
    private static DefaultParser wholeLines() {
        var parser = new DefaultParser();
        parser.setQuoteChars(new char[0]);
        parser.setEscapeChars(new char[0]);
        return parser;
    }

    /** Empty when no folder for it can be made: a chat works without. */
    private static Optional<Path> historyFile(Shell shell) {
        var folder = shell.setting("XDG_STATE_HOME")
                .map(state -> Path.of(state, "hector"))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".hector"));
        try {
            Files.createDirectories(folder);
            return Optional.of(folder.resolve("history")).filter(file -> Files.isWritable(folder));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Ctrl-C empties the line; twice in a row, or Ctrl-D, ends the chat. */
    @Override
    public @Nullable String next() {
        var again = false;
        while (true) {
            Thread.interrupted();
            try {
                return reader.readLine(PROMPT);
            } catch (UserInterruptException _) {
                if (again) {
                    return null;
                }
                shell.note("(Ctrl-C again, or Ctrl-D, leaves)");
                again = true;
            } catch (EndOfFileException _) {
                return null;
            }
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            shell.note("warning: the terminal was not reset: " + e.getMessage());
        }
    }
}
