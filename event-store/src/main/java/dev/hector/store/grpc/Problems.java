package dev.hector.store.grpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.hector.events.UnknownEventException;
import dev.hector.events.UnreadableEventException;
import dev.hector.store.BeingReadException;
import dev.hector.store.QueryRefusal;
import dev.hector.store.QueryRefusal.InvalidRequest;
import dev.hector.store.QueryRefusal.LongTermMemoryOff;
import dev.hector.store.QueryRefusal.SessionNotFound;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.UnknownAgentException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told instead of an answer: a status with {@code google.rpc.ErrorInfo} of domain {@code hector}. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static StatusRuntimeException of(QueryRefusal refusal) {
        return switch (refusal) {
            case SessionNotFound(var session) ->
                problem(
                        Code.NOT_FOUND,
                        "SESSION_NOT_FOUND",
                        "Agent " + session.agent() + " has no session " + session.sessionId(),
                        Map.of("agent", session.agent(), "session_id", session.sessionId()));
            case InvalidRequest(var field, var problem) -> invalid(field, problem);
            case LongTermMemoryOff(var agent) ->
                problem(
                        Code.FAILED_PRECONDITION,
                        "LONGTERM_MEMORY_OFF",
                        "Agent " + agent + " has no long-term memory: add 'longterm:' under its 'memory:'",
                        Map.of("agent", agent));
        };
    }

    static StatusRuntimeException of(RuntimeException failure) {
        return switch (failure) {
            case StatusRuntimeException already -> already;
            case UnknownAgentException unknown -> agentNotFound(unknown);
            case UnknownEventException newer -> parked(newer, newer.type(), newer.revision());
            case UnreadableEventException damaged -> parked(damaged, damaged.type(), damaged.revision());
            case StoreUnavailableException down -> unavailable(down);
            case BeingReadException reading -> beingRead(reading);
            default -> internal(failure);
        };
    }

    private static StatusRuntimeException invalid(String field, String problem) {
        return problem(Code.INVALID_ARGUMENT, "INVALID_REQUEST", field + " " + problem, Map.of("field", field));
    }

    private static StatusRuntimeException agentNotFound(UnknownAgentException unknown) {
        return problem(
                Code.NOT_FOUND,
                "AGENT_NOT_FOUND",
                String.valueOf(unknown.getMessage()),
                Map.of("agent", unknown.agent()));
    }

    private static StatusRuntimeException parked(RuntimeException event, String type, int revision) {
        var details = Map.of("type", type, "revision", String.valueOf(revision));
        return problem(Code.UNAVAILABLE, "SESSION_PARKED", String.valueOf(event.getMessage()), details);
    }

    private static StatusRuntimeException unavailable(StoreUnavailableException down) {
        LOG.warn("{}", down.getMessage());
        return notNow(down, down.store(), down.retryAfter());
    }

    private static StatusRuntimeException notNow(Exception why, String store, Duration retryAfter) {
        return problem(
                Code.UNAVAILABLE,
                "STORE_UNAVAILABLE",
                String.valueOf(why.getMessage()),
                Map.of("store", store, "retry_after_seconds", String.valueOf(retryAfter.toSeconds())));
    }

    private static StatusRuntimeException beingRead(BeingReadException reading) {
        LOG.info("{}", reading.getMessage());
        return notNow(reading, reading.store(), reading.retryAfter());
    }

    private static StatusRuntimeException internal(RuntimeException defect) {
        LOG.error("A question failed", defect);
        return problem(Code.INTERNAL, "INTERNAL", "The question failed; the log of the service says why", Map.of());
    }

    private static StatusRuntimeException problem(
            Code status, String reason, String message, Map<String, String> details) {
        var info = ErrorInfo.newBuilder().setDomain("hector").setReason(reason).putAllMetadata(details);
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(status.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(info.build()))
                .build());
    }
}
