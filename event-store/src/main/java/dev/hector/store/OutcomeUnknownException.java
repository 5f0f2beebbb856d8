package dev.hector.store;

import java.sql.SQLException;

/** The connection broke before the database answered, so a commit may or may not have happened. */
final class OutcomeUnknownException extends SQLException {

    private final SQLException problem;

    OutcomeUnknownException(SQLException problem) {
        super("It is unknown whether the commit happened: " + problem.getMessage(), problem);
        this.problem = problem;
    }

    SQLException problem() {
        return problem;
    }
}
