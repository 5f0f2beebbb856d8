package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.memory.MemoryProjector;
import dev.hector.models.JtokkitTokenCounter;
import dev.hector.query.SessionCatalogue;
import dev.hector.query.TextSearch;
import dev.hector.store.SessionStore;
import dev.hector.store.projection.Projection;
import dev.hector.store.projection.RebuildableView;
import dev.hector.store.projection.ViewRebuild;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The views that can be built anew beside the live ones: those of the services, and those of modules that are there. */
public final class Views {

    private static final Map<String, RebuildableView> ALL = Stream.concat(
                    Stream.of(
                            new OwnTable("working_memory", _ -> MemoryProjector.view()),
                            new OwnTable("session_catalogue", _ -> SessionCatalogue.view()),
                            new OwnTable("searched_text", TextSearch::view)),
                    RebuildableView.present().stream())
            .collect(Collectors.toMap(RebuildableView::name, view -> view, (one, _) -> one, TreeMap::new));

    private Views() {}

    /** What {@link #rebuilds} takes. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * What it takes to build a view of a store anew; nothing where the store has none of it.
     *
     * @throws IllegalArgumentException when there is no such view, or the store is not in PostgreSQL
     */
    public static List<ViewRebuild> rebuilds(String name, SessionStore store, HectorConfig config) {
        var view = ALL.get(name);
        if (view == null) {
            throw new IllegalArgumentException("There is no view '" + name + "'; there are " + names());
        }
        return view.rebuilds(store, config, new JtokkitTokenCounter());
    }

    /** A view whose rows are in a table of their own, which bears its name. */
    private record OwnTable(String name, Function<SessionStore, Projection> projection) implements RebuildableView {

        @Override
        public List<ViewRebuild> rebuilds(SessionStore store, HectorConfig config, TokenCounter counter) {
            return List.of(new ViewRebuild(store, projection.apply(store), List.of(name)));
        }
    }
}
