package dev.hector.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * How to start a JVM with the classes of this one. Where many are started they share what a first one has learnt, so that
 * one is there in a fraction of the time.
 */
final class JavaCommand {

    private static final boolean MANY = "long".equals(System.getProperty("hector.profile"));

    private JavaCommand() {}

    /** Learns what is to be shared. */
    static void prepare() {
        options();
    }

    static List<String> options() {
        var options = new ArrayList<>(jvm(MANY ? Learnt.CLASS_PATH : classPath()));
        if (MANY) {
            options.add("-XX:AOTCache=" + Learnt.CACHE);
        }
        return options;
    }

    private static List<String> jvm(String classPath) {
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

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static final class Learnt {

        private static final Path FOLDER = Path.of("target", "learnt").toAbsolutePath();
        private static final Path CACHE = FOLDER.resolve("server.aot");
        private static final String CLASS_PATH = jars();

        static {
            learn();
        }

        /** A cache wants jars only. */
        private static String jars() {
            try {
                Files.createDirectories(FOLDER);
                var jars = new ArrayList<String>();
                for (var part : classPath().split(":", -1)) {
                    var path = Path.of(part);
                    if (Files.isRegularFile(path)) {
                        jars.add(part);
                    } else if (!part.isEmpty() && Files.isDirectory(path)) {
                        jars.add(pack(path, FOLDER.resolve(jars.size() + ".jar")));
                    }
                }
                return String.join(":", jars);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static String pack(Path classes, Path jar) throws IOException {
            try (var out = new JarOutputStream(Files.newOutputStream(jar));
                    var files = Files.walk(classes)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    Files.copy(file, out);
                }
            }
            return jar.toString();
        }

        private static void learn() {
            try {
                var command = new ArrayList<>(jvm(CLASS_PATH));
                command.add("-XX:AOTCacheOutput=" + CACHE);
                command.add(FirstServer.class.getName());
                var first = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(FOLDER.resolve("log").toFile())
                        .start();
                if (!first.waitFor(5, TimeUnit.MINUTES) || !Files.exists(CACHE)) {
                    throw new IllegalStateException("No cache was made; " + FOLDER.resolve("log") + " says why");
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException failure) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(failure);
            }
        }
    }
}
