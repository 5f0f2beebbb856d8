package dev.hector.store.blob;

import dev.hector.store.SessionStore;

/** Bytes beside the log. */
abstract class SqlBlobStoreContract extends BlobStoreContract {

    @Override
    BlobBytes bytes(SessionStore store) {
        return new SqlBlobBytes(store);
    }

    @Override
    long locations(SessionStore store) {
        return store.read(rows -> rows.sql("select count(distinct location) from message_blob_piece")
                .query(Long.class)
                .single());
    }
}
