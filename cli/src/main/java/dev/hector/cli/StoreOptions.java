package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.wire.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The databases that a command works on, without any server. */
final class StoreOptions {

    /** Not what picocli calls required: it would want it of a command and of its subcommand. */
    @Option(names = "--config", paramLabel = "FILE", description = "The YAML file; it must be given.")
    private @Nullable Path config;

    @Option(names = "--store", paramLabel = "NAME", description = "Only this one of its session stores.")
    private @Nullable String store;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** What a command does with the stores; closed when it is done. */
    interface Work {

        Integer with(List<SessionStore> stores, HectorConfig config);
    }

    Integer open(Work work) {
        if (config == null) {
            throw new ParameterException(command.commandLine(), "Say where the stores are: --config FILE");
        }
        Logs.quiet();
        var read = HectorConfigReader.read(config).withAnAgent();
        try (var stores = SessionStores.of(read)) {
            return work.with(chosen(stores), read);
        }
    }

    private List<SessionStore> chosen(SessionStores stores) {
        var chosen = stores.all().stream()
                .filter(one -> store == null || one.name().equals(store))
                .toList();
        if (chosen.isEmpty()) {
            var names = stores.all().stream().map(SessionStore::name).collect(Collectors.joining(", "));
            throw new RefusedException(
                    ErrorCode.NOT_FOUND, "no agent uses a session store '" + store + "'; there is " + names);
        }
        return chosen;
    }
}
