package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.events.SessionKey;
import dev.hector.simulation.Weather;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The store as one machine sees it. Appends go through the real log, its queue and its repetitions; reads are answered
 * from the shared log as it is when they arrive there.
 */
public final class SimulatedStore implements SessionStore, EventLog {

    private static final JdbcClient NO_ROWS = finds(JdbcClient.class);

    private final SimulatedLog log;
    private final Weather weather;
    private final DatabaseConnections connections;
    private final EventLog appends;

    public SimulatedStore(SimulatedLog log, Weather weather) {
        this(log, weather, new SimulatedDatabase(log, weather));
    }

    private SimulatedStore(SimulatedLog log, Weather weather, Database database) {
        this.log = log;
        this.weather = weather;
        this.connections = new DatabaseConnections(database);
        this.appends = new SqlEventLog(connections);
    }

    /** One that forgets the ids of what it appends: each try has new ones. */
    public static SimulatedStore renaming(SimulatedLog log, Weather weather) {
        return new SimulatedStore(log, weather, new RenamingDatabase(log, weather));
    }

    /** Sends a question to the store and brings the answer back. */
    public <T> T ask(Supplier<T> question) {
        weather.travel();
        if (weather.failsRead()) {
            var broken = SimulatedDatabase.broken();
            throw new StoreUnavailableException(name(), String.valueOf(broken.getMessage()), broken);
        }
        var answer = question.get();
        weather.travel();
        return answer;
    }

    @Override
    public AppendResult append(Append append) {
        return appends.append(append);
    }

    @Override
    public List<StoredEvent> readAll(long afterPosition, int limit) {
        throw new UnsupportedOperationException("Nobody follows the whole log here");
    }

    @Override
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        return ask(() -> log.readSession(session, range));
    }

    @Override
    public long head() {
        return ask(log::head);
    }

    @Override
    public long version(SessionKey session) {
        return ask(() -> log.version(session));
    }

    @Override
    public List<StoredEvent> findByKeys(SessionKey session, Set<String> keys) {
        return ask(() -> log.findByKeys(session, keys));
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        return () -> {};
    }

    /** Only snapshots are read with SQL, and these sessions are too short to have one. */
    @Override
    public <T> T read(Function<JdbcClient, T> work) {
        return work.apply(NO_ROWS);
    }

    @Override
    public <T> T write(Function<JdbcClient, T> work) {
        throw new UnsupportedOperationException("There is no SQL here");
    }

    @Override
    public Instant now() {
        return connections.call(connections.database()::now);
    }

    @Override
    public Driver driver() {
        return Driver.SQLITE;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public EventLog log() {
        return this;
    }

    @Override
    public void check() {
        head();
    }

    @Override
    public void close() {}

    /** An interface whose every method leads on, and whose end is that nothing is found. */
    private static <T> T finds(Class<T> type) {
        var proxy = Proxy.newProxyInstance(
                SimulatedStore.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, _) -> method.getReturnType() == Optional.class
                        ? Optional.empty()
                        : method.getReturnType().isInstance(self) ? self : finds(method.getReturnType()));
        return type.cast(proxy);
    }
}
