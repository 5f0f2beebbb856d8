package dev.hector.reliability;

import java.nio.file.Path;
import java.util.List;

/** How to start a JVM with the classes of this one. */
final class JavaCommand {

    private JavaCommand() {}

    static List<String> options() {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m");
    }
}
