package dev.hector.standalone;

import dev.hector.configuration.HectorConfigReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A server in a JVM of its own, to be killed. */
record ServingProcess(Process process, URI url) implements AutoCloseable {

    private static final String READY = "listening on ";

    static ServingProcess start(Path config) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var process = new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        classPath,
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        ServingProcess.class.getName(),
                        config.toString()))
                .redirectErrorStream(true)
                .start();
        return new ServingProcess(process, firstUrl(process.inputReader()));
    }

    private static URI firstUrl(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
                return URI.create(line.substring(READY.length()));
            }
        }
        throw new IllegalStateException("The server ended before it listened");
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws InterruptedException {
        var config = HectorConfigReader.read(Path.of(arguments[0]));
        try (var server = HectorServer.serve(config, new ServeOptions("127.0.0.1", 0, 0))) {
            System.out.println(READY + "http://127.0.0.1:" + server.httpPort());
            server.awaitTermination();
        }
    }
}
