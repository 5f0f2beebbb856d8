package dev.hector.store.blob;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.BlobReference;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Bytes under their SHA-256, once a tenant. Whoever stores a message that names a blob refers to the blob first: then a
 * crash may leave a reference without a message, which goes with the session, but never a message without its blob.
 *
 * <p>Every method throws {@link dev.hector.store.StoreUnavailableException} when the store cannot be reached.
 */
public interface BlobStore {

    /** A larger blob is refused. */
    int MOST_BYTES = 20 << 20;

    /** How long a blob, or an upload, is kept that nobody refers to. */
    Duration UNREFERENCED = Duration.ofHours(1);

    /** Whether bytes were stored. */
    sealed interface Upload {

        /** They are there, now or since an earlier upload. */
        record Stored(BlobReference blob) implements Upload {}

        /** They were more than {@link #MOST_BYTES}; nothing is stored. */
        record TooLarge() implements Upload {}
    }

    /**
     * Stores the bytes that the stream has, a piece in memory at a time; does not close it.
     *
     * @throws IOException when the stream cannot be read; nothing is stored then
     */
    Upload put(String tenant, InputStream bytes) throws IOException;

    /** The bytes, read a piece at a time, for whoever closes the stream; empty when the tenant has no such blob. */
    Optional<InputStream> open(String tenant, BlobReference blob);

    /** The session refers to the blobs from now on: to all, or to none when one is missing, which is the answer then. */
    Optional<BlobReference> refer(SessionKey session, Collection<BlobReference> blobs);

    /** The session refers to no blob any longer. */
    void release(SessionKey session);

    /** Removes what nobody refers to for {@link #UNREFERENCED}; answers how many blobs that were. */
    int sweep();

    /** Keeps the bytes where the configuration has them for this store; in the same database where it does not say. */
    static BlobStore of(SessionStore store, HectorConfig config) {
        var configured = config.sessionStores().get(store.name());
        return configured == null || configured.blobFolder() == null
                ? in(store)
                : in(store, Path.of(configured.blobFolder()));
    }

    /** Keeps the bytes in the same database. */
    static BlobStore in(SessionStore store) {
        return new IndexedBlobStore(store, new SqlBlobBytes(store));
    }

    /** Keeps the bytes in a folder that all instances share; it is made when it is missing. */
    static BlobStore in(SessionStore store, Path folder) {
        return new IndexedBlobStore(store, new FolderBlobBytes(store.name(), folder));
    }
}
