package dev.hector.reliability;

import dev.hector.cluster.InstanceOptions;
import dev.hector.cluster.ServiceInstance;
import dev.hector.cluster.ServiceKind;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.gateway.server.ListenOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An instance of a service in a JVM of its own, always at the same ports, to be killed, frozen and started again. */
final class ServiceProcess implements AutoCloseable {

    private static final String LOCAL = "127.0.0.1";

    private final ServiceKind kind;
    private final String name;
    private final int internalPort = freePort();
    private final int httpPort = freePort();
    private final int grpcPort = freePort();
    private final Path folder;
    private @Nullable Process process;
    private int lives;

    ServiceProcess(ServiceKind kind, String name, Path folder) throws IOException {
        this.kind = kind;
        this.name = name;
        this.folder = folder;
    }

    /** Ports are known before anything runs, because the configuration names them. */
    void launch(Path config) throws IOException {
        var command = new ArrayList<>(JavaCommand.options());
        command.addAll(List.of(
                ServiceProcess.class.getName(),
                kind.name(),
                config.toString(),
                Integer.toString(internalPort),
                Integer.toString(httpPort),
                Integer.toString(grpcPort)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()))
                .start();
        lives++;
    }

    ServiceKind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    /** The name of this life of it. */
    String life() {
        return name + "." + lives;
    }

    String internalAddress() {
        return LOCAL + ":" + internalPort;
    }

    URI url() {
        return URI.create("http://" + LOCAL + ":" + httpPort);
    }

    int grpcPort() {
        return grpcPort;
    }

    ProcessHandle handle() {
        return process().toHandle();
    }

    boolean runs() {
        return process().isAlive();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    /** As {@code kill} does, and waits for it to end. */
    void stop() throws InterruptedException {
        process().destroy();
        process().waitFor();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private Process process() {
        return Objects.requireNonNull(process, "launched");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        var config = HectorConfigReader.read(Path.of(arguments[1]));
        var listen = new ListenOptions(LOCAL, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        var options = new InstanceOptions(Integer.parseInt(arguments[2]), LOCAL, listen);
        var instance = ServiceInstance.start(ServiceKind.valueOf(arguments[0]), config, options);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(instance::close));
        new CountDownLatch(1).await();
    }
}
