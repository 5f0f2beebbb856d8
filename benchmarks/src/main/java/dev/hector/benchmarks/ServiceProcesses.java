package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code hector service}: two instances of each, as processes of their own. */
final class ServiceProcesses implements AutoCloseable {

    private static final int READY_SECONDS = 120;

    private final List<Instance> instances = new ArrayList<>();

    private record Instance(String service, int internalPort, int httpPort, int grpcPort, List<Process> process) {

        static Instance of(String service) {
            return new Instance(service, freePort(), freePort(), freePort(), new ArrayList<>());
        }

        ProcessTree tree() {
            return ProcessTree.of(process.getFirst().pid());
        }
    }

    /** @param kafka a broker's {@code host:port}; null has projectors follow the log */
    static ServiceProcesses start(SessionStoreConfig store, @Nullable String kafka) {
        var processes = new ServiceProcesses();
        try {
            processes.launch(store, kafka);
            processes.instances.forEach(ServiceProcesses::awaitReady);
            return processes;
        } catch (IOException failure) {
            processes.close();
            throw new UncheckedIOException(failure);
        }
    }

    private void launch(SessionStoreConfig store, @Nullable String kafka) throws IOException {
        for (var service : List.of("command", "query", "projector", "gateway")) {
            instances.add(Instance.of(service));
            instances.add(Instance.of(service));
        }
        var config = Files.writeString(Files.createTempFile("hector", ".yaml"), yaml(store, kafka));
        config.toFile().deleteOnExit();
        for (var instance : instances) {
            instance.process().add(launch(instance, config));
        }
    }

    private static Process launch(Instance instance, Path config) throws IOException {
        var command = ServerProcess.hector(
                "service",
                instance.service(),
                "--config",
                config.toString(),
                "--internal-port",
                Integer.toString(instance.internalPort()),
                "--port",
                Integer.toString(instance.httpPort()),
                "--grpc-port",
                Integer.toString(instance.grpcPort()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("benchmarks", "target", instance.service() + "-" + instance.httpPort() + ".log")
                        .toFile())
                .start();
    }

    private String yaml(SessionStoreConfig store, @Nullable String kafka) {
        return ServerProcess.yaml(store, "")
                + "services: {command: %s, query: %s, projector: %s}%n"
                        .formatted(addresses("command"), addresses("query"), addresses("projector"))
                + (kafka == null
                        ? ""
                        : "kafka: {bootstrap_servers: [\"%s\"], topic: benchmark-%s}%n"
                                .formatted(kafka, store.database()));
    }

    private String addresses(String service) {
        return instances.stream()
                .filter(instance -> instance.service().equals(service))
                .map(instance -> "\"127.0.0.1:" + instance.internalPort() + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void awaitReady(Instance instance) {
        for (var second = 0; second < READY_SECONDS; second++) {
            if (isReady(instance.httpPort())) {
                return;
            }
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        throw new IllegalStateException("A " + instance.service() + " service did not become ready");
    }

    private static boolean isReady(int port) {
        try {
            var url = URI.create("http://127.0.0.1:" + port + "/health/ready").toURL();
            return ((HttpURLConnection) url.openConnection()).getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException _) {
            return false;
        }
    }

    List<Integer> gatewayPorts() {
        return instances.stream()
                .filter(instance -> instance.service().equals("gateway"))
                .map(Instance::httpPort)
                .toList();
    }

    /** The processes of each service. */
    Map<String, List<ProcessTree>> trees() {
        return instances.stream()
                .collect(Collectors.groupingBy(
                        Instance::service,
                        LinkedHashMap::new,
                        Collectors.mapping(Instance::tree, Collectors.toList())));
    }

    @Override
    public void close() {
        var processes = instances.stream()
                .flatMap(instance -> instance.process().stream())
                .toList();
        processes.forEach(Process::destroy);
        processes.forEach(process -> {
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
    }
}
