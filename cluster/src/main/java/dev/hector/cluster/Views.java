package dev.hector.cluster;

import dev.hector.memory.MemoryProjector;
import dev.hector.query.SessionCatalogue;
import dev.hector.query.TextSearch;
import dev.hector.store.Projection;
import dev.hector.store.SessionStore;
import dev.hector.store.ViewRebuild;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The views that can be built anew beside the live ones; each has a table of its own, which bears its name. */
public final class Views {

    private static final Map<String, Function<SessionStore, Projection>> ALL = new TreeMap<>(Map.of(
            "working_memory",
            _ -> MemoryProjector.view(),
            "session_catalogue",
            _ -> SessionCatalogue.view(),
            "searched_text",
            TextSearch::view));

    private Views() {}

    /** What {@link #rebuild} takes. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }

    /** @throws IllegalArgumentException when there is no such view, or the store is not in PostgreSQL */
    public static ViewRebuild.Outcome rebuild(SessionStore store, String name, ViewRebuild.Progress progress) {
        var view = ALL.get(name);
        if (view == null) {
            throw new IllegalArgumentException("There is no view '" + name + "'; there are " + names());
        }
        return new ViewRebuild(store, view.apply(store), List.of(name)).run(progress);
    }
}
