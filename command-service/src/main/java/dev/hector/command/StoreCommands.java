package dev.hector.command;

import dev.hector.command.CommandStores.CommandStore;
import dev.hector.command.axon.AxonCommandBus;
import dev.hector.command.session.Limits;
import dev.hector.store.SessionStore;
import dev.hector.store.blob.BlobStore;
import dev.hector.store.projection.ProjectionRunner;
import java.time.InstantSource;

/** Everything that commands the sessions of one store, from the bus to the sweeper. */
final class StoreCommands implements CommandStore, AutoCloseable {

    private final ProjectionRunner clock;
    private final Leases leases;
    private final AxonCommandBus bus;
    private final SessionCommandBus referring;
    private final ExpirySweeper sweeper;
    private final BlobSweeper blobSweeper;

    StoreCommands(SessionStore store, Limits limits) {
        this(store, limits, new StoreClock(store), BlobStore.in(store));
    }

    StoreCommands(SessionStore store, BlobStore blobs, Limits limits) {
        this(store, limits, new StoreClock(store), blobs);
    }

    StoreCommands(SessionStore store, Limits limits, InstantSource now) {
        this(store, limits, now, BlobStore.in(store));
    }

    private StoreCommands(SessionStore store, Limits limits, InstantSource now, BlobStore blobs) {
        clock = ProjectionRunner.of(store, new SessionClock());
        leases = new Leases(new SqlLeaseRows(store), clock, now);
        bus = new AxonCommandBus(store, new DecisionContextLoader(store.log(), leases, limits), now);
        referring = new ReferringCommandBus(bus, store.log(), blobs);
        blobSweeper = new BlobSweeper(blobs);
        sweeper = new ExpirySweeper(store.name(), bus, new SqlOverdueSessions(store, limits), now);
    }

    @Override
    public SessionCommandBus bus() {
        return referring;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    void start() {
        clock.start();
        sweeper.start();
        blobSweeper.start();
    }

    /** Looks once, on the calling thread, at everything that is overdue. */
    void sweep() {
        clock.catchUp();
        sweeper.sweep();
    }

    @Override
    public void close() {
        blobSweeper.close();
        sweeper.close();
        clock.close();
        bus.close();
    }
}
