package dev.hector.store;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionStoreConfig;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One store for each entry in {@code session_stores} that an agent uses. */
final class ConfiguredSessionStores implements SessionStores {

    private static final String MEMORY = "memory";

    private final Map<String, SessionStore> byAgent;
    private final Collection<SessionStore> stores;

    private ConfiguredSessionStores(Map<String, SessionStore> byAgent, Collection<SessionStore> stores) {
        this.byAgent = byAgent;
        this.stores = stores;
    }

    static SessionStores of(HectorConfig config, StoreWatch watch) {
        var stores = new LinkedHashMap<Optional<String>, SessionStore>();
        var byAgent = new LinkedHashMap<String, SessionStore>();
        for (var agent : config.agents().values()) {
            var wanted = Optional.ofNullable(agent.sessionStore());
            byAgent.put(agent.name(), stores.computeIfAbsent(wanted, _ -> storeOf(agent, config, watch)));
        }
        return new ConfiguredSessionStores(byAgent, List.copyOf(stores.values()));
    }

    private static SessionStore storeOf(AgentConfig agent, HectorConfig config, StoreWatch watch) {
        var database =
                agent.sessionStore() == null ? SqliteDatabase.inMemory(MEMORY) : database(configured(config, agent));
        return new SqlSessionStore(database, watch);
    }

    private static SessionStoreConfig configured(HectorConfig config, AgentConfig agent) {
        var store = config.sessionStores().get(agent.sessionStore());
        if (store == null) {
            throw new IllegalArgumentException("agents." + agent.name() + ".session_store names '"
                    + agent.sessionStore() + "', which is not in session_stores");
        }
        return store;
    }

    static SessionStore inMemory(String name) {
        return new SqlSessionStore(SqliteDatabase.inMemory(name));
    }

    static SessionStore open(SessionStoreConfig config) {
        return new SqlSessionStore(database(config));
    }

    private static Database database(SessionStoreConfig config) {
        return switch (config.driver()) {
            case SQLITE -> SqliteDatabase.inFile(config.name(), Path.of(config.database()), config.maxConns());
            case POSTGRES -> new PostgresDatabase(config);
            case MYSQL -> new MysqlDatabase(config);
        };
    }

    @Override
    public SessionStore forAgent(String agent) {
        var store = byAgent.get(agent);
        if (store == null) {
            throw new UnknownAgentException(agent, byAgent.keySet());
        }
        return store;
    }

    @Override
    public Collection<SessionStore> all() {
        return stores;
    }

    @Override
    public void close() {
        stores.forEach(SessionStore::close);
    }
}
