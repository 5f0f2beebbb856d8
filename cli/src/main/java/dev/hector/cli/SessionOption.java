package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.client.SessionClient;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.Views.SessionView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The conversation to go on with. */
final class SessionOption {

    @Option(
            names = "--session",
            paramLabel = "ID",
            description =
                    "Go on with this session; it is made when there is none. Default: $$HECTOR_SESSION, else a new"
                            + " one.")
    @Nullable
    String session;

    Optional<String> chosen(Shell shell) {
        return session == null ? shell.setting("HECTOR_SESSION") : Optional.of(session);
    }

    /** The chosen session, made when there is none, or a new one. */
    SessionView open(Shell shell, SessionClient client) {
        return chosen(shell).map(id -> open(id, client)).orElseGet(client::create);
    }

    private static SessionView open(String id, SessionClient client) {
        try {
            return client.createOrGet(id);
        } catch (RefusedException e) {
            throw e.errorCode().filter(code -> code == ErrorCode.SESSION_EXISTS).isPresent()
                    ? new RefusedException(
                            ErrorCode.SESSION_EXISTS,
                            "session id " + id + " is taken: deleted, or somebody else's; choose another")
                    : e;
        }
    }
}
