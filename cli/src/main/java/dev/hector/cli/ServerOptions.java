package dev.hector.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where sessions are, and who asks. */
final class ServerOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Run everything in this process, as this YAML file says.")
    @Nullable
    Path config;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Use a running server, such as http://localhost:8080. Default: $$HECTOR_URL, without --config.")
    @Nullable
    String url;

    @Option(names = "--token", paramLabel = "TOKEN", description = "Bearer token for --url. Default: $$HECTOR_TOKEN.")
    @Nullable
    String token;

    @Option(names = "--user", paramLabel = "USER", description = "On whose behalf. Default: anonymous.")
    String user = "";

    @Option(
            names = "--agent",
            paramLabel = "AGENT",
            description = "The agent. Default: the only one of the file, else assistant.")
    @Nullable
    String agent;
}
