package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.SessionsConfig;
import dev.hector.configuration.StorageScope;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.longterm.LongTermMemory.Question;
import dev.hector.longterm.LongTermMemory.Recalled;
import dev.hector.store.ForwardingStore;
import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import dev.hector.store.projection.ProjectionRunner;
import dev.hector.wire.QueryRefusal;
import dev.hector.wire.Reply;
import dev.hector.wire.Reply.Answer;
import dev.hector.wire.Reply.Refused;
import dev.hector.wire.SessionReference;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One process's long-term memory over a store. Nothing in it runs by itself until it is started. */
final class Remembering implements AutoCloseable {

    static final String ON = "assistant";
    static final String OTHER = "other";
    static final String OFF = "forgetful";

    private static final long BYTES = 100_000_000;

    private final RememberingAgents agents;
    private final ScopeIndexes indexes;
    private final LongTermMemory memory;

    Remembering(SessionStore store, LongTermConfig longterm, Embedder embedder) {
        this(store, longterm, embedder, BYTES);
    }

    Remembering(SessionStore store, @Nullable LongTermConfig longterm, Embedder embedder, long mostBytes) {
        var owners = new Owners();
        this.agents = new RememberingAgents(
                config(longterm),
                TestStores.forEveryAgent(store),
                _ -> embedder,
                GivenSession::words,
                owners,
                (followed, projection) -> ProjectionRunner.of(
                        followed instanceof ForwardingStore around ? around.store() : followed, projection));
        this.indexes = new ScopeIndexes(mostBytes);
        this.memory = new LongTermMemory(agents, new ScopeSearch(indexes), owners);
    }

    static Remembering of(SessionStore store, StorageScope scope) {
        return of(store, scope, 1);
    }

    static Remembering of(SessionStore store, StorageScope scope, int batchSize) {
        return new Remembering(store, new LongTermConfig(scope, true, 5, batchSize), new WordEmbedder("words"));
    }

    private static HectorConfig config(@Nullable LongTermConfig longterm) {
        var agents = new LinkedHashMap<String, AgentConfig>();
        agents.put(ON, agent(ON, longterm));
        agents.put(OTHER, agent(OTHER, longterm));
        agents.put(OFF, agent(OFF, null));
        return new HectorConfig(agents, Map.of(), Map.of(), SessionsConfig.DEFAULT);
    }

    private static AgentConfig agent(String name, @Nullable LongTermConfig longterm) {
        return new AgentConfig(name, null, "", null, MemorySettings.DEFAULT, longterm, List.of(), false);
    }

    /** With a server that has pgvector, and no more memory for an index than it needs for one that holds nothing. */
    static Remembering fromStoreAlone(SessionStore store, StorageScope scope) {
        var remembering = new Remembering(store, new LongTermConfig(scope, true, 5, 1), new WordEmbedder("words"), 1);
        return remembering.withPgVector();
    }

    /** Looks for pgvector, as a start does, and finds it. */
    Remembering withPgVector() {
        for (var name : List.of(ON, OTHER)) {
            agent(name).pgVector().look();
            assertThat(agent(name).pgVector().isUsable()).isTrue();
        }
        return this;
    }

    LongTermMemory memory() {
        return memory;
    }

    ScopeIndexes indexes() {
        return indexes;
    }

    AgentMemory agent(String name) {
        return agents.named(name).orElseThrow();
    }

    Remembering started() {
        agents.start();
        return this;
    }

    /** What is recalled for a session, best first. */
    List<String> recall(GivenSession session, String text) {
        return recall(new Question(new SessionReference(session.key(), null), text, 100, 0, 0));
    }

    List<String> recall(Question question) {
        return answer(memory.recall(question)).stream()
                .map(recalled -> recalled.memory().content())
                .toList();
    }

    List<Recalled> recalled(Question question) {
        return answer(memory.recall(question));
    }

    long count(GivenSession session) {
        return answer(memory.count(new SessionReference(session.key(), null))).memories();
    }

    QueryRefusal refusal(SessionKey session, @Nullable String user, String text) {
        var reply = memory.recall(new Question(new SessionReference(session, user), text, 0, 0, 0));
        assertThat(reply).isInstanceOf(Refused.class);
        return ((Refused<?>) reply).refusal();
    }

    /** Embeds all that is due. */
    Remembering embedded() throws EmbeddingFailedException {
        return embedded(InstantSource.system());
    }

    Remembering embedded(InstantSource clock) throws EmbeddingFailedException {
        for (var name : List.of(ON, OTHER)) {
            agent(name).read(view -> view);
            var queue = new EmbeddingQueue(agent(name), clock);
            while (queue.embedNext()) {
                assertThat(queue.waiting()).isNotNegative();
            }
        }
        return searchable();
    }

    /** Makes all that is embedded searchable, where there is pgvector. */
    Remembering searchable() {
        for (var name : List.of(ON, OTHER)) {
            if (agent(name).pgVector().isUsable()) {
                var queue = new SearchableQueue(agent(name));
                while (queue.fillNext()) {
                    Thread.onSpinWait();
                }
            }
        }
        return this;
    }

    private static <T> T answer(Reply<T> reply) {
        assertThat(reply).isInstanceOf(Answer.class);
        return ((Answer<T>) reply).value();
    }

    @Override
    public void close() {
        agents.close();
    }
}
