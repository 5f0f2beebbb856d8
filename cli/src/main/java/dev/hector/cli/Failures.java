package dev.hector.cli;

import java.net.BindException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says on standard error what went wrong, and what to tell the caller. */
final class Failures {

    private static final String DEBUG = "HECTOR_DEBUG";

    private Failures() {}

    static int report(RefusedException refused, boolean asJson, Shell shell) {
        if (asJson) {
            shell.err()
                    .println(Views.JSON.writeValueAsString(Map.of("code", refused.code(), "detail", refused.detail())));
        } else {
            shell.note("error: " + refused.detail());
        }
        return ExitCode.of(refused.code());
    }

    static int reportUnexpected(Exception failure, Shell shell) {
        if (shell.setting(DEBUG).isPresent()) {
            failure.printStackTrace(shell.err());
        }
        var bind = causes(failure).filter(BindException.class::isInstance).findFirst();
        if (bind.isPresent()) {
            shell.note("error: the port is in use or not allowed; choose others with --port and --grpc-port");
            return ExitCode.OTHER;
        }
        shell.note("error: " + reason(failure) + " (" + DEBUG + "=1 shows where)");
        return causes(failure).anyMatch(Failures::isUnreachableStore) ? ExitCode.UNREACHABLE : ExitCode.OTHER;
    }

    private static boolean isUnreachableStore(Throwable cause) {
        return cause.getClass().getSimpleName().equals("StoreUnavailableException");
    }

    private static String reason(Exception failure) {
        var root = causes(failure).reduce(failure, (_, later) -> later);
        return Optional.ofNullable(root.getMessage())
                .orElseGet(() -> root.getClass().getName());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
