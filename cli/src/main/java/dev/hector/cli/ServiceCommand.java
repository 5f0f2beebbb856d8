package dev.hector.cli;

import dev.hector.cluster.InstanceOptions;
import dev.hector.cluster.ServiceKind;
import dev.hector.gateway.server.ListenOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "service",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Run one service as a process of its own, until stopped.",
        footer = {
            "",
            "The file's 'services' says where the others are, its session stores are in PostgreSQL or MySQL, and with",
            "'kafka' projectors are fed by it. Any number of instances of each service may run.",
            "",
            "Examples:",
            "  hector service command --config examples/cluster.yaml --internal-port 9301 --port 9401",
            "  hector service query --config examples/cluster.yaml --internal-port 9302 --port 9402",
            "  hector service projector --config examples/cluster.yaml --internal-port 9303 --port 9403",
            "  hector service gateway --config examples/cluster.yaml --internal-port 9304 --port 8080",
            "",
            "There is no authentication yet, and none between services: keep their ports to a network of their own."
        })
final class ServiceCommand implements Callable<Integer> {

    private final Connections connections;

    @Parameters(paramLabel = "SERVICE", description = "command, query, projector or gateway.")
    private ServiceKind kind = ServiceKind.GATEWAY;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The YAML file.")
    private Path config = Path.of("");

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "HTTP: a gateway's REST, anybody's health and metrics. Default: ${DEFAULT-VALUE}; 0 is any.")
    private int port = 8080;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            description = "A gateway's gRPC for clients. Default: ${DEFAULT-VALUE}; 0 is any.")
    private int grpcPort = 9090;

    @Option(
            names = "--internal-port",
            paramLabel = "PORT",
            description = "gRPC for the other services. Default: ${DEFAULT-VALUE}; 0 is any.")
    private int internalPort = 9300;

    @Option(
            names = "--advertise",
            paramLabel = "HOST",
            description = "The name or address by which the other services reach this one. Default: that of --host.")
    private @Nullable String advertised;

    @Mixin
    private LogOptions logs = new LogOptions();

    ServiceCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        var options = new ServerOptions();
        options.config = config;
        var configuration = connections.warned(connections.configuration(options));
        var listen = new ListenOptions(host, port, grpcPort);
        var instance = new InstanceOptions(internalPort, advertised == null ? host : advertised, listen);
        try (var server = connections.servers().service(kind, configuration, instance, logs.log())) {
            connections
                    .shell()
                    .note("The %s service listens on http://%s:%d (other services on %d). Ctrl-C stops."
                            .formatted(kind.wireName(), host, server.httpPort(), server.internalPort()));
            connections
                    .interrupts()
                    .onSignal(() -> Thread.ofPlatform().name("stop").start(server::close));
            server.awaitTermination();
        }
        return ExitCode.OK;
    }
}
