package dev.hector.cli;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does once what people do, so that the launcher can have the JVM remember which classes that takes. The file names a
 * store that may be written to.
 */
@Command(name = "warm-up", hidden = true, description = "What the launcher runs when it prepares quick starts.")
final class WarmUpCommand implements Callable<Integer> {

    private static final String LOCAL = "127.0.0.1";
    private static final String SESSION = "warm-up";

    private final LocalServers servers;

    @Parameters(paramLabel = "FILE")
    private Path config = Path.of("");

    WarmUpCommand(LocalServers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() {
        var file = config.toString();
        run("call", "My favourite colour is teal.", "--config", file, "--session", SESSION);
        run("sessions", "list", "--config", file, "--output", "json");
        run("sessions", "events", SESSION, "--config", file);
        run("config", "schema");
        run("--help");
        serve(HectorConfigReader.read(config));
        return ExitCode.OK;
    }

    private void run(String... arguments) {
        Hector.commandLine(new Connections(nobody(), servers, _ -> {})).execute(arguments);
    }

    private void serve(HectorConfig configuration) {
        try (var server = servers.serve(configuration, LOCAL, 0, 0, ServerLog.DEFAULT)) {
            var address = URI.create("http://" + LOCAL + ":" + server.httpPort());
            run("call", "What did we talk about earlier?", "--url", address.toString(), "--session", SESSION);
            run("sessions", "list", "--url", address.toString());
        }
    }

    private static Shell nobody() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Shell(new BufferedReader(new StringReader("")), nowhere, nowhere, Map.of(), "");
    }
}
