package dev.hector.cluster;

import dev.hector.observability.Dependencies;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.store.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/** The databases of all agents. */
final class StoresAnswer implements Dependencies {

    private final SessionStores stores;

    StoresAnswer(SessionStores stores) {
        this.stores = stores;
    }

    @Override
    public List<Missing> missing() {
        return stores.all().stream()
                .map(StoresAnswer::missing)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Missing> missing(SessionStore store) {
        try {
            store.check();
            return Optional.empty();
        } catch (StoreUnavailableException down) {
            return Optional.of(new Missing("session store " + store.name(), String.valueOf(down.getMessage())));
        }
    }
}
