package dev.hector.cli;

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
}
