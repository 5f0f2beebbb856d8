package dev.hector.query;

import dev.hector.store.SessionStore;
import dev.hector.store.projection.ProjectionRunner;

/** A store, the catalogue and the searched texts kept level with its log, and the news of its sessions. */
record FollowedStore(
        SessionStore store,
        CatalogueRows rows,
        ProjectionRunner runner,
        FullText fullText,
        ProjectionRunner texts,
        SessionNews news)
        implements AutoCloseable {

    static FollowedStore of(SessionStore store) {
        return of(store, store);
    }

    /** @param followed the store whose log the projections follow, instead of the one that is read */
    static FollowedStore of(SessionStore store, SessionStore followed) {
        var rows = new CatalogueRows();
        var fullText = FullText.of(store);
        return new FollowedStore(
                store,
                rows,
                ProjectionRunner.of(followed, rows),
                fullText,
                ProjectionRunner.of(followed, new SearchedTexts(fullText)),
                new SessionNews(store));
    }

    void start() {
        runner.start();
        texts.start();
    }

    /** Brings all that a search reads level with the log. */
    void catchUp() {
        runner.catchUp();
        texts.catchUp();
    }

    @Override
    public void close() {
        news.close();
        runner.close();
        texts.close();
    }
}
