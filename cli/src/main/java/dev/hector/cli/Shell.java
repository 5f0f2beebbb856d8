package dev.hector.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What surrounds the process. Answers go to {@code out}, and nothing else does; all that is said about them goes to
 * {@code err}.
 *
 * @param terminals those of the file descriptors 0, 1 and 2 that are terminals, as digits
 */
record Shell(BufferedReader in, PrintStream out, PrintStream err, Map<String, String> env, String terminals) {

    /** Set by the launcher, which can tell without loading a terminal library. */
    private static final String TERMINALS = "hector.terminals";

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0080-\u009F&&[^\n\t]]");

    static Shell ofProcess() {
        return new Shell(
                reader(new FileInputStream(FileDescriptor.in)),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                System.getProperty(TERMINALS, ""));
    }

    static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    boolean asks() {
        return terminals.contains("0");
    }

    boolean shows() {
        return terminals.contains("1");
    }

    /** True when somebody sees what is said beside the answer. */
    boolean tells() {
        return terminals.contains("2");
    }

    boolean isColourful() {
        return shows()
                && setting("NO_COLOR").isEmpty()
                && !env.getOrDefault("TERM", "").equals("dumb");
    }

    Optional<String> setting(String name) {
        return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
    }

    /** Prints a part of an answer; what a terminal would take for a command to itself is left out. */
    void show(String text) {
        out.print(shows() ? withoutControls(text) : text);
        out.flush();
    }

    void note(String text) {
        err.println(withoutControls(text));
    }

    static String withoutControls(String text) {
        return CONTROL.matcher(text).replaceAll("");
    }
}
