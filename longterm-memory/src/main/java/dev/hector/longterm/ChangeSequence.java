package dev.hector.longterm;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The change sequence, the row in {@code memory_stamp} that orders all changes of a store's memories. */
final class ChangeSequence {

    private static final int SHARD = 0;

    private ChangeSequence() {}

    /**
     * The stamp of this transaction's changes. Whoever changes a memory calls this first: nobody else takes a stamp, or
     * changes a memory, before the commit.
     */
    static long next(JdbcClient rows) {
        rows.sql("UPDATE memory_stamp SET stamp = stamp + 1 WHERE shard = ?")
                .params(SHARD)
                .update();
        return newest(rows);
    }

    /** Nobody takes a stamp, or changes a memory, before the commit; those that are there keep theirs. */
    static void hold(JdbcClient rows) {
        rows.sql("UPDATE memory_stamp SET stamp = stamp WHERE shard = ?")
                .params(SHARD)
                .update();
    }

    /** The newest stamp that readers may see. */
    static long newest(JdbcClient rows) {
        return rows.sql("SELECT stamp FROM memory_stamp WHERE shard = ?")
                .params(SHARD)
                .query(Long.class)
                .single();
    }
}
