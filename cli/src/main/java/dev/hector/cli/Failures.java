package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.wire.WireJson;
import java.net.BindException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says on standard error what went wrong, and what to tell the caller. */
final class Failures {

    private static final String DEBUG = "HECTOR_DEBUG";

    /** How a message begins that is about a key of the configuration. */
    private static final Pattern CONFIGURED = Pattern.compile("(agents|llms|session_stores|sessions)\\.");

    private Failures() {}

    static int report(RefusedException refused, boolean asJson, Shell shell) {
        if (asJson) {
            shell.err()
                    .println(WireJson.MAPPER.writeValueAsString(
                            Map.of("code", refused.code(), "detail", refused.detail())));
        } else {
            shell.note("error: " + refused.detail());
        }
        return ExitCode.of(refused);
    }

    static int reportUnexpected(Exception failure, Shell shell) {
        if (shell.setting(DEBUG).isPresent()) {
            failure.printStackTrace(shell.err());
        }
        if (causes(failure).anyMatch(Failures::isTakenPort)) {
            shell.note("error: a port is in use or not allowed; choose others with --port and --grpc-port");
            return ExitCode.OTHER;
        }
        var root = causes(failure).reduce(failure, (_, later) -> later);
        var reason = Optional.ofNullable(root.getMessage())
                .orElseGet(() -> root.getClass().getName());
        if (root instanceof IllegalArgumentException
                && CONFIGURED.matcher(reason).lookingAt()) {
            shell.note("error: " + reason);
            return ExitCode.USAGE;
        }
        shell.note("error: " + reason + " (" + DEBUG + "=1 shows where)");
        return causes(failure).anyMatch(Failures::isUnreachableStore) ? ExitCode.UNREACHABLE : ExitCode.OTHER;
    }

    /** Netty's exception is no BindException. */
    private static boolean isTakenPort(Throwable cause) {
        return cause instanceof BindException
                || String.valueOf(cause.getMessage()).contains("Address already in use");
    }

    private static boolean isUnreachableStore(Throwable cause) {
        return cause.getClass().getSimpleName().equals("StoreUnavailableException");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
