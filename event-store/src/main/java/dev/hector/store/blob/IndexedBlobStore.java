package dev.hector.store.blob;

import dev.hector.events.BlobReference;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Knows in SQL which blobs there are, where their bytes are and who refers to them. A blob's row is touched by each upload
 * and reference: whoever deletes it looks at that again under the row's lock, so a blob that is referred to stays.
 */
final class IndexedBlobStore implements BlobStore {

    private static final int SWEPT_AT_ONCE = 100;
    private static final int TRIES = 3;

    /** What nobody refers to; with the blob's own names. */
    private static final String UNREFERENCED_SINCE = """
         where touched_at < :before and not exists (select 1 from message_blob_reference r
           where r.tenant = message_blob.tenant and r.sha256 = message_blob.sha256)\
        """;

    private final SessionStore store;
    private final BlobBytes bytes;

    /** Where a tenant's blob is. */
    private record Place(String tenant, String sha256, String location) {}

    IndexedBlobStore(SessionStore store, BlobBytes bytes) {
        this.store = store;
        this.bytes = bytes;
    }

    @Override
    public Upload put(String tenant, InputStream stream) throws IOException {
        var location = UUID.randomUUID().toString();
        var measured = new MeasuredStream(stream, MOST_BYTES);
        var kept = false;
        loosen(location);
        try {
            bytes.write(location, measured);
            if (measured.isTooLarge()) {
                return new Upload.TooLarge();
            }
            var blob = measured.measured();
            kept = keep(tenant, blob, location);
            return new Upload.Stored(blob);
        } finally {
            if (!kept) {
                discard(location);
            }
        }
    }

    private void loosen(String location) {
        var now = now();
        store.write(rows -> loose(rows, location, now));
    }

    private static int loose(JdbcClient rows, String location, long from) {
        return rows.sql("insert into message_blob_loose (location, loose_from) values (:location, :from)")
                .param("location", location)
                .param("from", from)
                .update();
    }

    /** False when the tenant has the blob already. */
    private boolean keep(String tenant, BlobReference blob, String location) {
        for (var tries = 1; ; tries++) {
            var now = now();
            try {
                return store.write(
                        rows -> touch(rows, tenant, blob, now) == 0 && add(rows, tenant, blob, location, now));
            } catch (DuplicateKeyException | ConcurrencyFailureException sameAtOnce) {
                if (tries == TRIES) {
                    throw sameAtOnce;
                }
            }
        }
    }

    private static boolean add(JdbcClient rows, String tenant, BlobReference blob, String location, long now) {
        if (tighten(rows, location) == 0) {
            throw new IllegalStateException("An upload took longer than " + UNREFERENCED);
        }
        rows.sql("""
            insert into message_blob (tenant, sha256, size, location, touched_at)
            values (:tenant, :sha256, :size, :location, :now)\
            """)
                .param("tenant", tenant)
                .param("sha256", blob.sha256())
                .param("size", blob.size())
                .param("location", location)
                .param("now", now)
                .update();
        return true;
    }

    private static int tighten(JdbcClient rows, String location) {
        return rows.sql("delete from message_blob_loose where location = :location")
                .param("location", location)
                .update();
    }

    /** Locks the row to the transaction's end; 0 when there is none. */
    private static int touch(JdbcClient rows, String tenant, BlobReference blob, long now) {
        return rows.sql("""
            update message_blob set touched_at = :now
            where tenant = :tenant and sha256 = :sha256 and size = :size\
            """)
                .param("now", now)
                .param("tenant", tenant)
                .param("sha256", blob.sha256())
                .param("size", blob.size())
                .update();
    }

    private void discard(String location) {
        bytes.delete(location);
        store.write(rows -> tighten(rows, location));
    }

    @Override
    public Optional<InputStream> open(String tenant, BlobReference blob) {
        return store.read(rows -> rows.sql("""
            select location from message_blob where tenant = :tenant and sha256 = :sha256 and size = :size\
            """)
                        .param("tenant", tenant)
                        .param("sha256", blob.sha256())
                        .param("size", blob.size())
                        .query((row, _) -> row.getString(1))
                        .optional())
                .map(bytes::read);
    }

    @Override
    public Optional<BlobReference> refer(SessionKey session, Collection<BlobReference> blobs) {
        var now = now();
        var inOrder = blobs.stream()
                .distinct()
                .sorted(Comparator.comparing(BlobReference::sha256))
                .toList();
        try {
            store.write(rows -> {
                inOrder.forEach(blob -> refer(rows, session, blob, now));
                return true;
            });
            return Optional.empty();
        } catch (MissingException missing) {
            return Optional.of(missing.blob);
        }
    }

    private static void refer(JdbcClient rows, SessionKey session, BlobReference blob, long now) {
        if (touch(rows, session.tenant(), blob, now) == 0) {
            throw new MissingException(blob);
        }
        rows.sql("""
            insert into message_blob_reference (tenant, agent, session_id, sha256)
            select b.tenant, :agent, :session, b.sha256 from message_blob b
            where b.tenant = :tenant and b.sha256 = :sha256 and not exists (
                select 1 from message_blob_reference r where r.tenant = :tenant and r.agent = :agent
                  and r.session_id = :session and r.sha256 = :sha256)\
            """)
                .param("tenant", session.tenant())
                .param("agent", session.agent())
                .param("session", session.sessionId())
                .param("sha256", blob.sha256())
                .update();
    }

    @Override
    public void release(SessionKey session) {
        var now = store.now();
        store.write(rows -> {
            BlobReferences.release(rows, session, now);
            return true;
        });
    }

    @Override
    public int sweep() {
        var before = now() - UNREFERENCED.toMillis();
        var removed = 0;
        for (var place : unreferenced(before)) {
            removed += store.write(rows -> remove(rows, place, before));
        }
        loose(before).forEach(this::discard);
        return removed;
    }

    private List<Place> unreferenced(long before) {
        return store.read(rows -> rows.sql("select tenant, sha256, location from message_blob" + UNREFERENCED_SINCE
                        + " order by touched_at limit " + SWEPT_AT_ONCE)
                .param("before", before)
                .query((row, _) -> new Place(row.getString(1), row.getString(2), row.getString(3)))
                .list());
    }

    /** Its location is loose from the beginning of time on, so that the same sweep deletes the bytes. */
    private static int remove(JdbcClient rows, Place place, long before) {
        var removed = rows.sql("delete from message_blob" + UNREFERENCED_SINCE
                        + " and tenant = :tenant and sha256 = :sha256 and location = :location")
                .param("before", before)
                .param("tenant", place.tenant())
                .param("sha256", place.sha256())
                .param("location", place.location())
                .update();
        if (removed > 0) {
            loose(rows, place.location(), 0);
        }
        return removed;
    }

    private List<String> loose(long before) {
        return store.read(rows -> rows.sql("select location from message_blob_loose where loose_from < :before"
                        + " order by loose_from limit " + 2 * SWEPT_AT_ONCE)
                .param("before", before)
                .query((row, _) -> row.getString(1))
                .list());
    }

    private long now() {
        return store.now().toEpochMilli();
    }

    /** Rolls back the references before it. */
    private static final class MissingException extends RuntimeException {

        private final transient BlobReference blob;

        MissingException(BlobReference blob) {
            this.blob = blob;
        }
    }
}
