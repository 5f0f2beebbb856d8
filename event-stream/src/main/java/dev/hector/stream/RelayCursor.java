package dev.hector.stream;

import dev.hector.store.SessionStore;
import java.util.Optional;

/** The store's row in {@code relay_cursor}. Leases go by the database's clock. */
final class RelayCursor {

    private static final String LEASE = "lease_until = now() + interval '10 seconds'";

    private final SessionStore store;

    RelayCursor(SessionStore store) {
        this.store = store;
    }

    /**
     * A turn at handing events on.
     *
     * @param position everything up to it was handed on
     */
    record Lease(long epoch, long position) {}

    /** Takes the next turn unless somebody has it. */
    Optional<Lease> acquire(String owner) {
        return store.write(rows -> rows.sql("UPDATE relay_cursor SET epoch = epoch + 1, owner = ?, " + LEASE
                        + " WHERE shard = 0 AND lease_until < now() RETURNING epoch, position")
                .params(owner)
                .query((row, _) -> new Lease(row.getLong(1), row.getLong(2)))
                .optional());
    }

    /** Moves the cursor and renews the lease; false when somebody has taken a turn since. */
    boolean move(long epoch, long position) {
        return store.write(rows -> rows.sql(
                                "UPDATE relay_cursor SET position = ?, " + LEASE + " WHERE shard = 0 AND epoch = ?")
                        .params(position, epoch)
                        .update())
                > 0;
    }

    /** Lets the next one begin at once. */
    void release(long epoch) {
        store.write(rows -> rows.sql("UPDATE relay_cursor SET lease_until = now() WHERE shard = 0 AND epoch = ?")
                .params(epoch)
                .update());
    }
}
