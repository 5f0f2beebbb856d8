package dev.hector.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A broker of its own, by {@code scripts/kafka/broker}. */
final class KafkaBroker implements AutoCloseable {

    private static final int MINUTES = 5;
    private static final Path HOME = Path.of("benchmarks", "target", "kafka").toAbsolutePath();

    private final int port;

    private KafkaBroker(int port) {
        this.port = port;
    }

    /** On a free port, which may take a minute when its jars have yet to be fetched. */
    static KafkaBroker start() {
        var broker = new KafkaBroker(ServiceProcesses.freePort());
        broker.script("up");
        return broker;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private void script(String command) {
        var script = new ProcessBuilder("scripts/kafka/broker", command)
                .redirectErrorStream(true)
                .redirectOutput(HOME.resolveSibling("kafka.log").toFile());
        script.environment().put("HECTOR_KAFKA_HOME", HOME.toString());
        script.environment().put("HECTOR_KAFKA_PORT", Integer.toString(port));
        try {
            var process = script.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "scripts/kafka/broker " + command + " failed; see benchmarks/target/kafka.log");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        script("down");
    }
}
