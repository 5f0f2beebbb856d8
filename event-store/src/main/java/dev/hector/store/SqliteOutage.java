package dev.hector.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** Which of SQLite's failures are the file's fault, in words. */
final class SqliteOutage {

    private SqliteOutage() {}

    static Optional<String> of(SQLException failure, @Nullable Path file) {
        if (failure instanceof SQLTransientConnectionException) {
            return Optional.of(
                    file == null || failure.getCause() == null
                            ? "every connection is busy"
                            : "cannot open " + file + ": " + failure.getCause().getMessage());
        }
        return problem(primaryCode(failure)).map(text -> text + (file == null ? "" : " (" + file + ")"));
    }

    /** Without room for its last page a commit is rolled back; after any other error it may be in the log. */
    static boolean mayHaveCommitted(SQLException failure) {
        return primaryCode(failure) != SQLiteErrorCode.SQLITE_FULL.code;
    }

    private static int primaryCode(SQLException failure) {
        return failure.getErrorCode() & 0xff;
    }

    /** By primary result code, see https://www.sqlite.org/rescode.html. */
    private static Optional<String> problem(int code) {
        return switch (SQLiteErrorCode.getErrorCode(code)) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> Optional.of("the database is locked by somebody else");
            case SQLITE_FULL -> Optional.of("the disk is full");
            case SQLITE_IOERR -> Optional.of("the disk reports an error");
            case SQLITE_CANTOPEN -> Optional.of("the file cannot be opened");
            case SQLITE_READONLY, SQLITE_PERM -> Optional.of("the file must not be written");
            case SQLITE_CORRUPT -> Optional.of("the file is damaged");
            case SQLITE_NOTADB -> Optional.of("the file is not a SQLite database");
            case SQLITE_NOMEM -> Optional.of("out of memory");
            default -> Optional.empty();
        };
    }
}
