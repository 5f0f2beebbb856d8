package dev.hector.longterm;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LongTermConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.store.SessionStore;
import dev.hector.store.projection.RebuildableView;
import dev.hector.store.projection.ViewRebuild;
import java.util.List;
import java.util.stream.Stream;

/** The memories of every agent that has begun to keep some in a store. */
public final class RebuildableMemories implements RebuildableView {

    @Override
    public String name() {
        return "memories";
    }

    @Override
    public List<ViewRebuild> rebuilds(SessionStore store, HectorConfig config, TokenCounter counter) {
        return config.agents().values().stream()
                .filter(agent -> store.name().equals(agent.sessionStore()))
                .flatMap(agent -> Stream.ofNullable(agent.longterm())
                        .filter(longterm -> isBegun(store, agent, longterm))
                        .map(longterm -> rebuild(store, agent, longterm, counter)))
                .toList();
    }

    private static boolean isBegun(SessionStore store, AgentConfig agent, LongTermConfig longterm) {
        return store.read(rows -> ViewCursor.position(rows, View.of(longterm), agent.name()))
                .isPresent();
    }

    private static ViewRebuild rebuild(
            SessionStore store, AgentConfig agent, LongTermConfig longterm, TokenCounter counter) {
        var view = View.of(longterm);
        return new ViewRebuild(
                store,
                MemoryProjection.of(agent, longterm, view, counter, new Owners()),
                new RebuiltMemories(agent.name(), view));
    }
}
