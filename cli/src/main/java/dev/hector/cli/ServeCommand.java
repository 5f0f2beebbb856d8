package dev.hector.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Answer REST and gRPC until stopped.",
        footer = {
            "",
            "Examples:",
            "  hector serve --config config.yaml",
            "  hector serve --config config.yaml --host 0.0.0.0 --port 80 --grpc-port 9090",
            "",
            "There is no authentication yet: whoever reaches the address may read and write every session."
        })
final class ServeCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    private final Connections connections;

    @Option(names = "--config", paramLabel = "FILE", description = "The YAML file. Default: one agent, in memory.")
    private @Nullable Path config;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "Port for REST. Default: ${DEFAULT-VALUE}; 0 is any.")
    private int port = 8080;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            description = "Port for gRPC. Default: ${DEFAULT-VALUE}; 0 is any.")
    private int grpcPort = 9090;

    @Mixin
    private LogOptions logs = new LogOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ServeCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkPort(port);
        checkPort(grpcPort);
        var options = new ServerOptions();
        options.config = config;
        var configuration = connections.warned(connections.configuration(options));
        try (var server = connections.servers().serve(configuration, host, port, grpcPort, logs.log())) {
            connections
                    .shell()
                    .note("Listening on http://%s:%d (gRPC on %d) for %s. Ctrl-C stops."
                            .formatted(
                                    host,
                                    server.httpPort(),
                                    server.grpcPort(),
                                    String.join(", ", configuration.agents().keySet())));
            connections
                    .interrupts()
                    .onSignal(() -> Thread.ofPlatform().name("stop").start(server::close));
            server.awaitTermination();
        }
        return ExitCode.OK;
    }

    private void checkPort(int number) {
        if (number < 0 || number > HIGHEST_PORT) {
            throw new ParameterException(spec.commandLine(), number + " is no port: they go from 0 to " + HIGHEST_PORT);
        }
    }
}
