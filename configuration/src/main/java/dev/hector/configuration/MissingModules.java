package dev.hector.configuration;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a configuration asks for that is not on the class path. */
public final class MissingModules {

    private MissingModules() {}

    /**
     * Checks a configuration that was not read from a file.
     *
     * @throws ConfigException naming the key and the artifact to add
     */
    public static void check(HectorConfig config, Predicate<String> present) {
        var problems = config.agents().values().stream()
                .filter(agent -> agent.longterm() != null)
                .flatMap(agent -> problem(agent.name(), present).stream())
                .map(problem -> new ConfigProblem("configuration", 0, 0, problem))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** True for the artifacts of the modules. */
    public static Predicate<String> among(List<ServerModule> modules) {
        return artifact -> modules.stream().anyMatch(module -> module.artifact().equals(artifact));
    }

    static Optional<String> problem(String agent, Predicate<String> present) {
        return present.test(ServerModule.LONGTERM_MEMORY)
                ? Optional.empty()
                : Optional.of(
                        ("agents.%s.memory.longterm needs the module dev.hector:%s, which is not on the class path;"
                                        + " add it, or remove the block")
                                .formatted(agent, ServerModule.LONGTERM_MEMORY));
    }
}
