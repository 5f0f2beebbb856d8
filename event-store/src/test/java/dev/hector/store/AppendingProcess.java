package dev.hector.store;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.message;

import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Appends to one file in a JVM of its own and prints the id of each event that was acknowledged. */
final class AppendingProcess {

    private AppendingProcess() {}

    static Process start(Path file, String ownSession, int appends) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        classPath,
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        AppendingProcess.class.getName(),
                        file.toString(),
                        ownSession,
                        "" + appends))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        try (var store = TestStores.inFile(Path.of(arguments[0]))) {
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                appendTo(store.log(), Sample.session(i % 2 == 0 ? arguments[1] : "shared"));
            }
        }
    }

    private static void appendTo(EventLog log, SessionKey session) {
        while (true) {
            var append = append(session, log.version(session), message("from a process"));
            if (log.append(append) instanceof Appended) {
                System.out.println(append.events().getFirst().eventId());
                return;
            }
        }
    }
}
