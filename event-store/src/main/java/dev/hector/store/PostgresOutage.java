package dev.hector.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which of PostgreSQL's failures are the server's, in words. */
final class PostgresOutage {

    /** Beside whole classes: the states that say "not now" or "not here". */
    private static final Set<String> STATES = Set.of(
            "55P03", // lock_not_available
            "57014", // query_canceled, by a time-out
            "40P01", // deadlock_detected
            "40001", // serialization_failure
            "25P03", // idle_in_transaction_session_timeout
            "25P04", // transaction_timeout
            "25006", // read_only_sql_transaction: a standby
            "3D000"); // invalid_catalog_name

    /** Connections, authorization, resources, operators, the server's system and its files. */
    private static final Set<String> CLASSES = Set.of("08", "28", "53", "57", "58", "XX");

    private PostgresOutage() {}

    static Optional<String> of(SQLException failure) {
        if (failure instanceof SQLTransientConnectionException) {
            return Optional.of(withoutConnection(failure));
        }
        var state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return STATES.contains(state) || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)))
                ? Optional.of(firstLine(failure))
                : Optional.empty();
    }

    private static String withoutConnection(SQLException failure) {
        return failure.getCause() instanceof SQLException cause
                ? "cannot connect: " + firstLine(cause)
                : "every connection is busy; max_conns may be too low";
    }

    private static String firstLine(SQLException failure) {
        return failure.getMessage() == null
                ? "SQLSTATE " + failure.getSQLState()
                : failure.getMessage().lines().findFirst().orElse("");
    }

    /** True when the connection broke instead of bringing the server's answer. */
    static boolean mayHaveCommitted(SQLException failure) {
        var state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return state.startsWith("08") || state.startsWith("57P");
    }
}
