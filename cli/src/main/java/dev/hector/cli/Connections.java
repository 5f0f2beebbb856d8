package dev.hector.cli;

import dev.hector.client.HectorClient;
import dev.hector.client.RefusedException;
import dev.hector.client.SessionClient;
import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.wire.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Opens what the options name: a server on the network, or everything in this process. */
final class Connections {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * An open way to one agent's sessions.
     *
     * @param end ends what was started for it
     * @param resumable false when the sessions end with this process
     */
    record Connection(SessionClient client, Runnable end, String agent, boolean resumable) implements AutoCloseable {

        @Override
        public void close() {
            client.close();
            end.run();
        }
    }

    private final Shell shell;
    private final LocalServers servers;
    private final Interrupts interrupts;

    Connections(Shell shell, LocalServers servers, Interrupts interrupts) {
        this.shell = shell;
        this.servers = servers;
        this.interrupts = interrupts;
    }

    Shell shell() {
        return shell;
    }

    Interrupts interrupts() {
        return interrupts;
    }

    LocalServers servers() {
        return servers;
    }

    /** Without file and server, the built-in agent is used. */
    Connection open(ServerOptions options, CommandSpec command) {
        var url = url(options, command);
        return url.isPresent() ? remote(url.get(), options, command) : local(options, warned(configuration(options)));
    }

    /** For what makes no sense on sessions that this process is only about to make. */
    Connection openExisting(ServerOptions options, CommandSpec command) {
        var url = url(options, command);
        if (url.isEmpty() && options.config == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "Say where the sessions are: --config FILE or --url URL (or set HECTOR_URL)");
        }
        return url.isPresent() ? remote(url.get(), options, command) : local(options, configuration(options));
    }

    private Optional<String> url(ServerOptions options, CommandSpec command) {
        if (options.url != null && options.config != null) {
            throw new ParameterException(
                    command.commandLine(), "--url uses a server and --config runs one in this process: choose one");
        }
        if (options.config != null) {
            return Optional.empty();
        }
        return options.url == null ? shell.setting("HECTOR_URL") : Optional.of(options.url);
    }

    private Connection remote(String url, ServerOptions options, CommandSpec command) {
        var token = options.token == null ? shell.setting("HECTOR_TOKEN").orElse("") : options.token;
        var agent = options.agent == null ? HectorConfig.BUILT_IN_AGENT.name() : options.agent;
        var hector = HectorClient.rest(address(url, command)).withToken(token).withUser(options.user);
        return new Connection(hector.sessionsOf(agent), () -> {}, agent, true);
    }

    private static URI address(String url, CommandSpec command) {
        try {
            var address = new URI(url.strip());
            if (address.getHost() != null && address.getScheme() != null && SCHEMES.contains(address.getScheme())) {
                return address;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw new ParameterException(
                command.commandLine(), "'" + url + "' is no address such as http://localhost:8080");
    }

    private Connection local(ServerOptions options, HectorConfig config) {
        var agent = agent(options, config);
        var server = servers.embedded(config);
        var hector = HectorClient.grpc(server.channel()).withUser(options.user);
        return new Connection(
                hector.sessionsOf(agent.name()), server::close, agent.name(), agent.sessionStore() != null);
    }

    private static AgentConfig agent(ServerOptions options, HectorConfig config) {
        var agents = config.agents();
        var only = agents.size() == 1 ? agents.keySet().iterator().next() : HectorConfig.BUILT_IN_AGENT.name();
        var name = options.agent == null ? only : options.agent;
        var agent = agents.get(name);
        if (agent == null) {
            throw new RefusedException(
                    ErrorCode.AGENT_NOT_FOUND,
                    "no agent '" + name + "'; there is " + String.join(", ", agents.keySet()));
        }
        return agent;
    }

    /** What the options' file says, with an agent at least. */
    HectorConfig configuration(ServerOptions options) {
        return options.config == null ? HectorConfig.builtIn() : HectorConfigReader.read(options.config);
    }

    HectorConfig warned(HectorConfig config) {
        config.warnings().forEach(warning -> shell.note("warning: " + warning));
        return config.withAnAgent();
    }
}
