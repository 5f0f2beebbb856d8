package dev.hector.longterm;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LongTermConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.UnknownAgentException;
import dev.hector.store.projection.ProjectionRunners;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agents that have long-term memory, kept level with their stores' logs while this is started. */
final class RememberingAgents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RememberingAgents.class);

    private final HectorConfig config;
    private final SessionStores stores;
    private final TokenCounter counter;
    private final ProjectionRunners runners;
    private final Owners owners;
    private final EmbeddingWatch watch;
    private final Map<String, AgentMemory> memories = new LinkedHashMap<>();
    private final Map<SessionStore, PgVector> pgVectors = new LinkedHashMap<>();
    private final List<WhenMemoryDueThenEmbed> workers;
    private final List<WhenVectorStoredThenMakeSearchable> searchable;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param embedders an agent's embedding model
     * @param runners of the agents' projections
     */
    RememberingAgents(
            HectorConfig config,
            SessionStores stores,
            Function<String, Embedder> embedders,
            TokenCounter counter,
            Owners owners,
            ProjectionRunners runners) {
        this(config, stores, embedders, counter, owners, runners, EmbeddingWatch.NONE);
    }

    /** @param watch sees the embedding */
    RememberingAgents(
            HectorConfig config,
            SessionStores stores,
            Function<String, Embedder> embedders,
            TokenCounter counter,
            Owners owners,
            ProjectionRunners runners,
            EmbeddingWatch watch) {
        this.config = config;
        this.stores = stores;
        this.counter = counter;
        this.owners = owners;
        this.runners = runners;
        this.watch = watch;
        config.agents().values().forEach(agent -> {
            @Nullable LongTermConfig longterm = agent.longterm();
            if (longterm != null) {
                memories.put(agent.name(), memory(agent, longterm, embedders.apply(agent.name())));
            }
        });
        this.workers = workers();
        this.searchable = searchable();
    }

    private AgentMemory memory(AgentConfig agent, LongTermConfig longterm, Embedder embedder) {
        var store = stores.forAgent(agent.name());
        return new AgentMemory(
                agent.name(),
                longterm,
                store,
                pgVectors.computeIfAbsent(store, PgVector::new),
                embedder,
                view -> runners.of(store, MemoryProjection.of(agent, longterm, view, counter, owners)));
    }

    private List<WhenMemoryDueThenEmbed> workers() {
        return byStore().entrySet().stream()
                .map(of -> new WhenMemoryDueThenEmbed(of.getKey().name(), of.getValue(), watch))
                .toList();
    }

    private List<WhenVectorStoredThenMakeSearchable> searchable() {
        return byStore().values().stream()
                .map(agents ->
                        new WhenVectorStoredThenMakeSearchable(agents.getFirst().pgVector(), agents))
                .toList();
    }

    private Map<SessionStore, List<AgentMemory>> byStore() {
        return memories.values().stream()
                .collect(Collectors.groupingBy(AgentMemory::store, LinkedHashMap::new, Collectors.toList()));
    }

    /** Empty for an agent without long-term memory; throws {@link UnknownAgentException} when there is no such agent. */
    Optional<AgentMemory> named(String agent) {
        if (!config.agents().containsKey(agent)) {
            throw new UnknownAgentException(agent, config.agents().keySet());
        }
        return Optional.ofNullable(memories.get(agent));
    }

    Collection<AgentMemory> all() {
        return memories.values();
    }

    void start() {
        memories.values().forEach(memory -> {
            memory.start();
            inBackground("views-" + memory.agent(), () -> {
                new WhenViewChangedThenRebuild(memory).run();
                new UnusedVectors(
                                memory.store(),
                                memory.agent(),
                                memory.embedder().model())
                        .remove();
            });
        });
        config.agents().keySet().stream()
                .filter(agent -> !memories.containsKey(agent))
                .forEach(agent -> inBackground("views-" + agent, () -> forget(agent)));
        workers.forEach(WhenMemoryDueThenEmbed::start);
        searchable.forEach(WhenVectorStoredThenMakeSearchable::start);
    }

    private void forget(String agent) {
        for (var view : View.values()) {
            new RemovedView(stores.forAgent(agent), agent, view).remove();
        }
    }

    private void inBackground(String name, Runnable work) {
        threads.add(Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (StoreUnavailableException down) {
                LOG.warn("Nothing is cleared away until the next start: {}", down.getMessage());
            }
        }));
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        workers.forEach(WhenMemoryDueThenEmbed::close);
        searchable.forEach(WhenVectorStoredThenMakeSearchable::close);
        memories.values().forEach(AgentMemory::close);
    }
}
