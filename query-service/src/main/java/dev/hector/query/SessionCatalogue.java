package dev.hector.query;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.ModelContext;
import dev.hector.store.projection.Projection;
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;
import org.jspecify.annotations.Nullable;

/** Which sessions there are, and how each stands. Every answer contains what was acknowledged before the question. */
public final class SessionCatalogue {

    /**
     * A session and its memory.
     *
     * @param workingMemory what the model would be given now
     * @param longtermScope null when long-term memory is off
     */
    public record Description(
            CatalogueEntry entry,
            ModelContext workingMemory,
            @Nullable String longtermScope) {}

    private final FollowedStores stores;
    private final VisibleSessions visible;
    private final WorkingMemories memories;
    private final HectorConfig config;

    /** What keeps the catalogue's rows, to build them anew. */
    public static Projection view() {
        return new CatalogueRows();
    }

    SessionCatalogue(FollowedStores stores, VisibleSessions visible, WorkingMemories memories, HectorConfig config) {
        this.stores = stores;
        this.visible = visible;
        this.memories = memories;
        this.config = config;
    }

    /** How a session stands. */
    public Reply<Description> describe(SessionReference reference) {
        return visible.entry(reference).map(this::described);
    }

    /** An agent's sessions by their newest activity, newest first unless asked otherwise. */
    public Reply<Page<CatalogueEntry>> find(SessionFilter filter, Paging paging) {
        var store = stores.forAgent(filter.agent());
        return paging.cursor("desc", "sessions", filter).map(cursor -> {
            store.runner().catchUp();
            var found = store.store().read(rows -> store.rows().find(rows, filter, cursor));
            return cursor.page(found, CatalogueEntry::lastPosition);
        });
    }

    private Description described(CatalogueEntry entry) {
        return new Description(
                entry,
                memories.now(entry.session()),
                longtermScope(entry.session().agent()));
    }

    private @Nullable String longtermScope(String agent) {
        var configured = config.agents().get(agent);
        return configured == null || configured.longterm() == null
                ? null
                : configured.longterm().storageScope().wireName();
    }
}
