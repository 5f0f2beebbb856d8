package dev.hector.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.VersionConflict;
import java.time.Duration;
import java.util.List;

/** Is told what happens in stores, on the threads where it happens: must return at once and never throws. */
public interface StoreWatch {

    /** Nobody. */
    StoreWatch NONE = new StoreWatch() {};

    /** Some appends were committed together, or refused. */
    default void committed(Commit commit) {}

    /** A store will take its connections from here. */
    default void pooled(HikariDataSource pool) {}

    /**
     * What one visit to the database stored.
     *
     * @param sessions that got events; 0 when every append was refused
     * @param events of these sessions
     * @param conflicts appends that expected another version of their session
     * @param took the commit and all before it, without the wait for the commit of others
     */
    record Commit(String store, int sessions, int events, int conflicts, Duration took) {

        static Commit of(String store, List<Append> appends, List<AppendResult> results, Duration took) {
            var sessions = 0;
            var events = 0;
            var conflicts = 0;
            for (var i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof Appended) {
                    sessions++;
                    events += appends.get(i).events().size();
                } else if (results.get(i) instanceof VersionConflict) {
                    conflicts++;
                }
            }
            return new Commit(store, sessions, events, conflicts, took);
        }
    }
}
