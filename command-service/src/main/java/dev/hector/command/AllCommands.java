package dev.hector.command;

import dev.hector.command.session.Limits;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.store.blob.BlobStore;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;

/** The command sides of all stores; starts with the application and stops after whatever serves requests. */
final class AllCommands implements CommandStores, SmartLifecycle {

    private final SessionStores stores;
    private final IdentityHashMap<SessionStore, StoreCommands> commands = new IdentityHashMap<>();
    private volatile boolean running;

    AllCommands(SessionStores stores, Function<SessionStore, BlobStore> blobs, Limits limits) {
        this.stores = stores;
        stores.all().forEach(store -> commands.put(store, new StoreCommands(store, blobs.apply(store), limits)));
    }

    @Override
    public CommandStore forAgent(String agent) {
        return Objects.requireNonNull(commands.get(stores.forAgent(agent)), "every agent's store is among all stores");
    }

    @Override
    public void start() {
        commands.values().forEach(StoreCommands::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        commands.values().forEach(StoreCommands::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Lower than servers, so that this starts before them and stops after them. */
    @Override
    public int getPhase() {
        return 0;
    }
}
