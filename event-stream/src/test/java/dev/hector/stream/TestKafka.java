package dev.hector.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** A real broker (KRaft) in a process of its own, to be stopped, killed and started again on the same data. */
public final class TestKafka implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final int port;
    private Process process;

    private TestKafka(Path home, int port) throws IOException {
        this.home = home;
        this.port = port;
        this.process = launch();
    }

    /** A new broker that answers; {@code home} is an empty folder, which the caller removes. */
    public static TestKafka start(Path home) {
        try {
            var port = freePort();
            write(home, port, freePort());
            format(home);
            var kafka = new TestKafka(home, port);
            kafka.await();
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again where it was killed. */
    public void restart() {
        try {
            process = launch();
            await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "kafka.Kafka",
                        home.resolve("server.properties").toString()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
    }

    private void await() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(this::answers);
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The broker ended: " + Files.readString(home.resolve("log")));
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void write(Path home, int port, int controller) throws IOException {
        Files.writeString(home.resolve("server.properties"), """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=%3$s
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0
            """.formatted(port, controller, home.resolve("data")));
    }

    private static void format(Path home) {
        var said = new ByteArrayOutputStream();
        var arguments = new String[] {
            "format",
            "-t",
            Uuid.randomUuid().toString(),
            "-c",
            home.resolve("server.properties").toString()
        };
        if (StorageTool.execute(arguments, new PrintStream(said, true)) != 0) {
            throw new IllegalStateException("The broker's folder cannot be formatted: " + said);
        }
    }
}
