package dev.hector.store.projection;

import dev.hector.store.SessionStore;
import dev.hector.store.SqlSessionStore;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.StoredEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Projections that a stream of events feeds. Behind the stream each follows the log, so that a stream that is slow,
 * repeats itself, loses events or is down changes nothing but how soon rows are there: what the one has applied, the other
 * passes over. Only for stores in PostgreSQL.
 */
public final class StreamFedProjections implements ProjectionRunners {

    /** The log is followed to catch what the stream has not brought, and to move the cursor along. */
    private static final Duration BEHIND = Duration.ofSeconds(2);

    private final List<Fed> projections = new CopyOnWriteArrayList<>();

    @Override
    public ProjectionRunner of(SessionStore store, Projection projection) {
        if (store instanceof SqlSessionStore sql && sql.takesStreams()) {
            var fed = new Fed(sql, projection);
            projections.add(fed);
            return fed;
        }
        throw new IllegalArgumentException("Streams feed projections of PostgreSQL stores, not of " + store.name());
    }

    /**
     * Applies events in one transaction: all that are level with their log take part, others come to them by themselves.
     * Throws {@link StoreUnavailableException} when the database cannot be reached; then nothing was applied.
     *
     * @param events each session's in their order
     * @param alongside what else is kept in the transaction
     */
    public void feed(SessionStore store, List<StoredEvent> events, Consumer<JdbcClient> alongside) {
        store.write(rows -> {
            var steps = projections.stream()
                    .filter(fed -> fed.store == store && fed.follower.hasBeenLevel())
                    .map(fed -> fed.step)
                    .sorted(Comparator.comparing(ProjectionStep::name))
                    .toList();
            new StreamDelivery(rows, steps, events).apply();
            alongside.accept(rows);
            return true;
        });
    }

    /** A follower that tells when it ends. */
    private final class Fed implements ProjectionRunner {

        private final SqlSessionStore store;
        private final ProjectionStep step;
        private final LogFollower follower;

        private Fed(SqlSessionStore store, Projection projection) {
            this.store = store;
            this.step = new ProjectionStep(store, projection);
            this.follower = new LogFollower(store, projection, BEHIND);
        }

        @Override
        public void start() {
            follower.start();
        }

        @Override
        public void catchUp() {
            follower.catchUp();
        }

        @Override
        public void close() {
            projections.remove(this);
            follower.close();
        }
    }
}
