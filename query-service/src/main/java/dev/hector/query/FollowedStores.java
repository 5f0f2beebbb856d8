package dev.hector.query;

import dev.hector.store.SessionStores;
import java.util.HashMap;
import java.util.Map;

/** Every configured store with its catalogue; the stores themselves belong to somebody else and stay open. */
final class FollowedStores implements AutoCloseable {

    private final SessionStores stores;
    private final Map<String, FollowedStore> followed = new HashMap<>();

    FollowedStores(SessionStores stores) {
        this.stores = stores;
        stores.all().forEach(store -> followed.put(store.name(), FollowedStore.of(store)));
    }

    /** Throws {@link dev.hector.store.UnknownAgentException} when the configuration has no such agent. */
    FollowedStore forAgent(String agent) {
        var name = stores.forAgent(agent).name();
        var store = followed.get(name);
        if (store == null) {
            throw new IllegalStateException("Agent " + agent + " uses the store " + name + ", which is not followed");
        }
        return store;
    }

    void start() {
        followed.values().forEach(store -> store.runner().start());
    }

    @Override
    public void close() {
        followed.values().forEach(FollowedStore::close);
    }
}
