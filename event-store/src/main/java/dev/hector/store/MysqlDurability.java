package dev.hector.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a server does with a commit is set in the server, for all of its clients. */
final class MysqlDurability {

    private static final Logger LOG = LoggerFactory.getLogger(MysqlDurability.class);

    private MysqlDurability() {}

    /** Says so when a crash of the server's machine may take back what was acknowledged. */
    static void warn(String store, JdbcClient rows) {
        warnUnlessOne(store, rows, "innodb_flush_log_at_trx_commit");
        if (value(rows, "log_bin") == 1) {
            warnUnlessOne(store, rows, "sync_binlog");
        }
    }

    private static void warnUnlessOne(String store, JdbcClient rows, String variable) {
        var value = value(rows, variable);
        if (value != 1) {
            LOG.warn(
                    "The server of session store '{}' has {}={}: unless it is 1, a power failure may lose what was"
                            + " acknowledged",
                    store,
                    variable,
                    value);
        }
    }

    private static long value(JdbcClient rows, String variable) {
        return rows.sql("SELECT @@global." + variable).query(Long.class).single();
    }
}
