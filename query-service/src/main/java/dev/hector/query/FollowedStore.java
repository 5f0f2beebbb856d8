package dev.hector.query;

import dev.hector.store.ProjectionRunner;
import dev.hector.store.SessionStore;

/** A store, the catalogue kept level with its log, and the news of its sessions. */
record FollowedStore(SessionStore store, CatalogueRows rows, ProjectionRunner runner, SessionNews news)
        implements AutoCloseable {

    static FollowedStore of(SessionStore store) {
        var rows = new CatalogueRows();
        return new FollowedStore(store, rows, ProjectionRunner.of(store, rows), new SessionNews(store));
    }

    @Override
    public void close() {
        news.close();
        runner.close();
    }
}
