package dev.hector.store.projection;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.store.SessionStore;
import java.util.List;
import java.util.ServiceLoader;

/** A view of a module that a distribution may leave out. Those on the class path are found by {@link ServiceLoader}. */
public interface RebuildableView {

    /** What people call it. */
    String name();

    /** What it takes to build it anew in a store: one for each of its projections there, none where it has none. */
    List<ViewRebuild> rebuilds(SessionStore store, HectorConfig config, TokenCounter counter);

    /** The views that are there. */
    static List<RebuildableView> present() {
        return ServiceLoader.load(RebuildableView.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
