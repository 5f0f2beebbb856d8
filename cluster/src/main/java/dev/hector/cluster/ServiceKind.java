package dev.hector.cluster;

import java.util.Locale;

/** The services that may run as processes of their own. */
public enum ServiceKind {
    COMMAND(CommandProcess.class),
    QUERY(QueryProcess.class),
    PROJECTOR(ProjectorProcess.class),
    GATEWAY(GatewayProcess.class);

    private final Class<?> configuration;

    ServiceKind(Class<?> configuration) {
        this.configuration = configuration;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Class<?> configuration() {
        return configuration;
    }
}
