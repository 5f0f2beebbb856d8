package dev.hector.reliability;

import dev.hector.configuration.HectorConfigReader;
import dev.hector.gateway.server.ListenOptions;
import dev.hector.standalone.HectorServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A server in a JVM of its own, to be killed. */
record ServingProcess(Process process, URI url, int grpcPort) implements AutoCloseable {

    private static final String READY = "listening on ";

    static ServingProcess start(Path config) throws IOException {
        return start(config, Variant.AS_IT_IS);
    }

    static ServingProcess start(Path config, Variant variant) throws IOException {
        var command = new ArrayList<>(JavaCommand.options());
        command.addAll(List.of(ServingProcess.class.getName(), config.toString(), variant.name()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return of(process, process.inputReader());
    }

    private static ServingProcess of(Process process, BufferedReader output) throws IOException {
        var said = new ArrayList<String>();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> swallow(output));
                var ports = line.substring(READY.length()).split(" ", 2);
                return new ServingProcess(process, URI.create(ports[0]), Integer.parseInt(ports[1]));
            }
        }
        throw new IllegalStateException("The server ended before it listened: " + String.join("\n", said));
    }

    private static void swallow(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException killed) {
            // There is nothing more to come.
        }
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
        var variant = Variant.valueOf(arguments[1]);
        if (variant == Variant.AS_IT_IS) {
            var server = HectorServer.serve(config, new ListenOptions("127.0.0.1", 0, 0));
            tell(server.httpPort(), server.grpcPort());
        } else {
            var server = variant.serve(config);
            tell(server.httpPort(), server.grpcPort());
        }
        new CountDownLatch(1).await();
    }

    private static void tell(int httpPort, int grpcPort) {
        System.out.println(READY + "http://127.0.0.1:" + httpPort + " " + grpcPort);
    }
}
