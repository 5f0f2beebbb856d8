package dev.hector.query;

import dev.hector.store.ProjectionRunner;
import dev.hector.store.SessionStore;

/** A store, the catalogue kept level with its log, and the signal of its appends. */
record FollowedStore(SessionStore store, CatalogueRows rows, ProjectionRunner runner, AppendSignal appends)
        implements AutoCloseable {

    static FollowedStore of(SessionStore store) {
        var rows = new CatalogueRows();
        return new FollowedStore(store, rows, ProjectionRunner.of(store, rows), new AppendSignal(store));
    }

    @Override
    public void close() {
        appends.close();
        runner.close();
    }
}
