package dev.hector.store.grpc;

import dev.hector.events.UnknownEventException;
import dev.hector.events.UnreadableEventException;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.UnknownAgentException;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.ErrorInfos;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers of a service are told when its store fails them. */
public final class StoreFailures {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFailures.class);

    private StoreFailures() {}

    /** The status of a failure that is the store's, or is a status already; empty for others, which are defects. */
    public static Optional<StatusRuntimeException> find(RuntimeException failure) {
        return switch (failure) {
            case StatusRuntimeException already -> Optional.of(already);
            case UnknownAgentException unknown -> Optional.of(agentNotFound(unknown));
            case UnknownEventException newer -> Optional.of(parked(newer, newer.type(), newer.revision()));
            case UnreadableEventException damaged -> Optional.of(parked(damaged, damaged.type(), damaged.revision()));
            case StoreUnavailableException down -> Optional.of(notNow(down, down.store(), down.retryAfter()));
            default -> Optional.empty();
        };
    }

    /** The status of whatever went wrong with a question; a defect is logged, and its text kept to ourselves. */
    public static StatusRuntimeException ofQuestion(RuntimeException failure) {
        if (failure instanceof StoreUnavailableException) {
            LOG.warn("{}", failure.getMessage());
        }
        return find(failure).orElseGet(() -> internal(failure));
    }

    /** What is said of a store that answers later. */
    public static StatusRuntimeException notNow(RuntimeException why, String store, Duration retryAfter) {
        return ErrorInfos.status(
                ErrorCode.STORE_UNAVAILABLE,
                String.valueOf(why.getMessage()),
                Map.of("store", store, ErrorInfos.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds()))));
    }

    private static StatusRuntimeException agentNotFound(UnknownAgentException unknown) {
        return ErrorInfos.status(
                ErrorCode.AGENT_NOT_FOUND, String.valueOf(unknown.getMessage()), Map.of("agent", unknown.agent()));
    }

    private static StatusRuntimeException parked(RuntimeException event, String type, int revision) {
        return ErrorInfos.status(
                ErrorCode.SESSION_PARKED,
                String.valueOf(event.getMessage()),
                Map.of("type", type, "revision", Integer.toString(revision)));
    }

    private static StatusRuntimeException internal(RuntimeException defect) {
        LOG.error("A question failed", defect);
        return ErrorInfos.status(ErrorCode.INTERNAL, "The question failed; the log of the service says why", Map.of());
    }
}
