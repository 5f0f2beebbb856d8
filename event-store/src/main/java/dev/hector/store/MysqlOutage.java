package dev.hector.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which of MySQL's and MariaDB's failures are the server's, in words. By error number: most have no state of their own. */
final class MysqlOutage {

    /** Statements that were broken off, so that nobody knows how far they came. */
    private static final Set<Integer> BROKEN_OFF = Set.of(
            1026, // ER_ERROR_ON_WRITE
            1053, // ER_SERVER_SHUTDOWN
            1180, // ER_ERROR_DURING_COMMIT
            1317, // ER_QUERY_INTERRUPTED
            1927, // ER_CONNECTION_KILLED
            1969, // ER_STATEMENT_TIMEOUT of MariaDB
            3024, // ER_QUERY_TIMEOUT of MySQL
            4031); // ER_CLIENT_INTERACTION_TIMEOUT of MySQL

    private static final Set<Integer> NOT_NOW_OR_NOT_HERE = Set.of(
            1021, // ER_DISK_FULL
            1030, // ER_GET_ERRNO: the storage engine reports an error
            1037, // ER_OUTOFMEMORY
            1040, // ER_CON_COUNT_ERROR
            1041, // ER_OUT_OF_RESOURCES
            1044, // ER_DBACCESS_DENIED_ERROR
            1047, // ER_UNKNOWN_COM_ERROR: a cluster's node that is not ready
            1049, // ER_BAD_DB_ERROR
            1114, // ER_RECORD_FILE_FULL
            1129, // ER_HOST_IS_BLOCKED
            1130, // ER_HOST_NOT_PRIVILEGED
            1181, // ER_ERROR_DURING_ROLLBACK
            1194, // ER_CRASHED_ON_USAGE
            1203, // ER_TOO_MANY_USER_CONNECTIONS
            1205, // ER_LOCK_WAIT_TIMEOUT
            1213, // ER_LOCK_DEADLOCK
            1226, // ER_USER_LIMIT_REACHED
            1290, // ER_OPTION_PREVENTS_STATEMENT: read-only
            1698, // ER_ACCESS_DENIED_NO_PASSWORD_ERROR
            1712, // ER_INDEX_CORRUPT
            1792, // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
            1836, // ER_READ_ONLY_MODE
            1862, // ER_MUST_CHANGE_PASSWORD_LOGIN
            3159); // ER_SECURE_TRANSPORT_REQUIRED

    /** Connections and authorization. */
    private static final Set<String> CLASSES = Set.of("08", "28");

    private MysqlOutage() {}

    static Optional<String> of(SQLException failure) {
        if (isOfPool(failure)) {
            return Optional.of(withoutConnection(failure));
        }
        return isOutage(failure) ? Optional.of(firstLine(failure)) : Optional.empty();
    }

    /** The server's own failures of this type have a number. */
    private static boolean isOfPool(SQLException failure) {
        return failure instanceof SQLTransientConnectionException && failure.getErrorCode() == 0;
    }

    private static boolean isOutage(SQLException failure) {
        var state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return BROKEN_OFF.contains(failure.getErrorCode())
                || NOT_NOW_OR_NOT_HERE.contains(failure.getErrorCode())
                || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
    }

    private static String withoutConnection(SQLException failure) {
        return failure.getCause() instanceof SQLException cause
                ? "cannot connect: " + firstLine(cause)
                : "every connection is busy; max_conns may be too low";
    }

    private static String firstLine(SQLException failure) {
        return failure.getMessage() == null
                ? "error " + failure.getErrorCode()
                : failure.getMessage().lines().findFirst().orElse("");
    }

    /** True when the connection broke, or the statement was broken off, instead of bringing the server's answer. */
    static boolean mayHaveCommitted(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "").startsWith("08")
                || BROKEN_OFF.contains(failure.getErrorCode());
    }
}
