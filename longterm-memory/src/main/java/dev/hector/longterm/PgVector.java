package dev.hector.longterm;

import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.store.SessionStore;
import dev.hector.store.StoreUnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether a store's server has the extension {@code vector}, as was found at the start. Nothing needs it: without it, recall
 * does with what fits into this process's memory.
 */
final class PgVector {

    private static final Logger LOG = LoggerFactory.getLogger(PgVector.class);
    private static final String INSTALLED = "SELECT count(*) FROM pg_extension WHERE extname = 'vector'";
    private static final String AVAILABLE = "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'";
    private static final String VERSION = "SELECT extversion FROM pg_extension WHERE extname = 'vector'";

    /** The extension is there, and its files are not. */
    private static final String UNDEFINED_FILE = "58P01";

    /** Of the transactions that make the table. */
    private static final long LOCK = 0x6865_6374_6f72L;

    private static final String HAS_TABLE = "SELECT to_regclass('memory_nearest') IS NOT NULL";

    private static final String HAS_COLUMN = """
        SELECT count(*) FROM pg_attribute
        WHERE attrelid = to_regclass('memory_nearest') AND attname = 'embedding' AND NOT attisdropped
        """;

    private static final String TABLE = """
        CREATE TABLE memory_nearest (
            model     text COLLATE "C" NOT NULL,
            position  bigint NOT NULL,
            embedding vector NOT NULL,
            PRIMARY KEY (model, position),
            FOREIGN KEY (model, position) REFERENCES searched_memory ON DELETE CASCADE
        )
        """;

    private final SessionStore store;
    private volatile boolean usable;

    PgVector(SessionStore store) {
        this.store = store;
    }

    boolean isUsable() {
        return usable;
    }

    /**
     * Looks for the extension, creates it where that is possible, and says in the log what it found. Throws
     * {@link StoreUnavailableException} while the server is away.
     */
    void look() {
        if (store.driver() != Driver.POSTGRES) {
            return;
        }
        try {
            var problem = problem();
            usable = problem == null;
            if (problem == null) {
                LOG.info(
                        "Session store '{}' has pgvector {}: recall uses it where a scope does not fit into memory",
                        store.name(),
                        store.read(rows -> rows.sql(VERSION).query(String.class).single()));
            } else {
                LOG.info("Session store '{}' is used without pgvector: {}", store.name(), problem);
            }
        } catch (DataAccessException failure) {
            failed(failure);
        }
    }

    private @Nullable String problem() {
        if (!has(INSTALLED)) {
            if (!has(AVAILABLE)) {
                return "its server does not offer the extension 'vector'";
            }
            if (!isCreated()) {
                return "its user may not create the extension; an administrator may, with CREATE EXTENSION vector";
            }
        }
        return isWorking() ? null : "the extension is there, but its files are missing or too old";
    }

    private boolean has(String count) {
        return store.read(rows -> rows.sql(count).query(Long.class).single()) > 0;
    }

    private boolean isCreated() {
        try {
            store.write(
                    rows -> rows.sql("CREATE EXTENSION IF NOT EXISTS vector").update());
            return true;
        } catch (DataAccessException _) {
            return has(INSTALLED);
        }
    }

    private boolean isWorking() {
        try {
            store.read(rows -> rows.sql("SELECT CAST('[1]' AS vector) <=> CAST('[1]' AS vector)")
                    .query(Double.class)
                    .single());
            return store.write(PgVector::makeTable);
        } catch (StoreUnavailableException failure) {
            if (isUndefinedFile(failure)) {
                return false;
            }
            throw failure;
        }
    }

    private static boolean isUndefinedFile(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNDEFINED_FILE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** An extension that was dropped took the column with it, and left the table. */
    private static boolean makeTable(JdbcClient rows) {
        rows.sql("SELECT pg_advisory_xact_lock(?)")
                .params(LOCK)
                .query((_, _) -> LOCK)
                .single();
        var column = rows.sql(HAS_COLUMN).query(Long.class).single() > 0;
        if (!column && rows.sql(HAS_TABLE).query(Boolean.class).single()) {
            rows.sql("DROP TABLE memory_nearest").update();
        }
        if (!column) {
            rows.sql(TABLE).update();
        }
        return true;
    }

    /** Whether it is the extension that fails, and not the server. */
    static boolean isToBlame(RuntimeException failure) {
        return failure instanceof DataAccessException || isUndefinedFile(failure);
    }

    /** Does without until the next start. */
    void failed(RuntimeException failure) {
        usable = false;
        LOG.warn("Session store '{}' is used without pgvector from now on", store.name(), failure);
    }
}
