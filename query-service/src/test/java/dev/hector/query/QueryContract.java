package dev.hector.query;

import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.store.SessionStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every contract of the queries has: a store without events, and the query service over it. */
abstract class QueryContract {

    static final MemorySettings SETTINGS = new MemorySettings(Strategy.SUMMARY_BUFFER, 20, 400, 0.8, 0.6);
    static final MemorySettings WINDOW = new MemorySettings(Strategy.BUFFER_WINDOW, 2, 100, 0.8, 0.6);

    private final List<QueryFixture> fixtures = new ArrayList<>();
    SessionStore store;
    QueryFixture queries;

    /** A store without events; called once for each test. */
    abstract SessionStore emptyStore();

    @BeforeEach
    void start() {
        store = emptyStore();
        queries = queriesOver(store, SETTINGS, "Be brief.");
    }

    @AfterEach
    void stop() {
        fixtures.forEach(QueryFixture::close);
        store.close();
    }

    QueryFixture queriesOver(SessionStore store, MemorySettings settings, String instructions) {
        var fixture = new QueryFixture(store, settings, instructions);
        fixtures.add(fixture);
        return fixture;
    }

    GivenSession session(String id) {
        return session(QueryFixture.AGENT, id);
    }

    GivenSession session(String agent, String id) {
        return new GivenSession(store, SessionKey.of(agent, id));
    }
}
