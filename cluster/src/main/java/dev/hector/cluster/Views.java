package dev.hector.cluster;

import dev.hector.memory.MemoryProjector;
import dev.hector.query.SessionCatalogue;
import dev.hector.store.Projection;
import dev.hector.store.SessionStore;
import dev.hector.store.ViewRebuild;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The views that can be built anew beside the live ones; each has a table of its own, which bears its name. */
public final class Views {

    private static final List<Projection> ALL = List.of(MemoryProjector.view(), SessionCatalogue.view());

    private Views() {}

    /** What {@link #rebuild} takes. */
    public static Set<String> names() {
        var names = new TreeMap<String, Projection>();
        ALL.forEach(view -> names.put(view.name(), view));
        return names.keySet();
    }

    /** @throws IllegalArgumentException when there is no such view, or the store is not in PostgreSQL */
    public static ViewRebuild.Outcome rebuild(SessionStore store, String name, ViewRebuild.Progress progress) {
        var view = ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no view '" + name + "'; there are " + names()));
        return new ViewRebuild(store, view, List.of(name)).run(progress);
    }
}
