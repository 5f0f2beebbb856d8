package dev.hector.cli;

import dev.hector.configuration.HectorConfigReader;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The databases that a command works on, without any server. */
final class StoreOptions {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The YAML file.")
    private Path config = Path.of("");

    @Option(names = "--store", paramLabel = "NAME", description = "Only this one of its session stores.")
    private @Nullable String store;

    /** What a command does with the stores; closed when it is done. */
    interface Work {

        Integer with(List<SessionStore> stores);
    }

    Integer open(Work work) {
        Logs.quiet();
        try (var stores = SessionStores.of(HectorConfigReader.read(config).withAnAgent())) {
            return work.with(chosen(stores));
        }
    }

    private List<SessionStore> chosen(SessionStores stores) {
        var chosen = stores.all().stream()
                .filter(one -> store == null || one.name().equals(store))
                .toList();
        if (chosen.isEmpty()) {
            var names = stores.all().stream().map(SessionStore::name).collect(Collectors.joining(", "));
            throw new RefusedException("not_found", "no agent uses a session store '" + store + "'; there is " + names);
        }
        return chosen;
    }
}
