package dev.hector.configuration;

import java.util.List;

/**
 * Where the instances of each service listen for each other, as {@code host:port}; a host name with several addresses
 * stands for an instance at each.
 */
public record ServicesConfig(List<String> command, List<String> query, List<String> projector) {

    public ServicesConfig {
        command = List.copyOf(command);
        query = List.copyOf(query);
        projector = List.copyOf(projector);
    }
}
