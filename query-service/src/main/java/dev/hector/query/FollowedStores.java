package dev.hector.query;

import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Every configured store with its catalogue; the stores themselves belong to somebody else and stay open. */
final class FollowedStores implements AutoCloseable {

    private final SessionStores stores;
    private final Map<SessionStore, FollowedStore> followed = new IdentityHashMap<>();

    FollowedStores(SessionStores stores) {
        this(stores, FollowedStore::of);
    }

    FollowedStores(SessionStores stores, Function<SessionStore, FollowedStore> follow) {
        this.stores = stores;
        stores.all().forEach(store -> followed.put(store, follow.apply(store)));
    }

    /** Throws {@link dev.hector.store.UnknownAgentException} when the configuration has no such agent. */
    FollowedStore forAgent(String agent) {
        return Objects.requireNonNull(
                followed.get(stores.forAgent(agent)), () -> "The store of agent " + agent + " is followed");
    }

    void start() {
        followed.values().forEach(FollowedStore::start);
    }

    @Override
    public void close() {
        followed.values().forEach(FollowedStore::close);
    }
}
