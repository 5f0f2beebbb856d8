package dev.hector.cluster;

import dev.hector.configuration.ConfigException;
import dev.hector.configuration.ConfigProblem;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.ServicesConfig;
import java.util.List;

/** Where the configuration says that services are. */
final class Addresses {

    private Addresses() {}

    /** @throws ConfigException when it says nothing */
    static ServicesConfig of(HectorConfig config) {
        var services = config.services();
        if (services == null) {
            throw new ConfigException(List.of(new ConfigProblem(
                    "configuration",
                    0,
                    0,
                    "a service of its own needs 'services': where the instances of command, query and projector"
                            + " listen, such as services: {command: [\"localhost:9301\"], query: [\"localhost:9302\"],"
                            + " projector: [\"localhost:9303\"]}")));
        }
        return services;
    }
}
