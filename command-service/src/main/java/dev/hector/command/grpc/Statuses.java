package dev.hector.command.grpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.hector.command.session.Refusal;
import dev.hector.events.UnknownEventException;
import dev.hector.events.UnreadableEventException;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.UnknownAgentException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refusals and failures as statuses with {@code google.rpc.ErrorInfo}, whose reason is the code in upper case. */
final class Statuses {

    private static final Logger log = LoggerFactory.getLogger(Statuses.class);

    private static final String DOMAIN = "hector";
    private static final String RETRY_AFTER = "retry_after_seconds";
    private static final Duration TURN_RETRY = Duration.ofSeconds(1);

    private Statuses() {}

    static StatusRuntimeException of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.SessionExists _ ->
                error(Code.ALREADY_EXISTS, "SESSION_EXISTS", "The session id is taken: choose another", Map.of());
            case Refusal.SessionNotFound _ ->
                error(Code.NOT_FOUND, "SESSION_NOT_FOUND", "There is no such session", Map.of());
            case Refusal.SessionEnded ended ->
                error(
                        Code.FAILED_PRECONDITION,
                        "SESSION_ENDED",
                        "The session has ended (" + ended.reason().wireName() + "): start a new one",
                        Map.of("reason", ended.reason().wireName()));
            case Refusal.SessionBusy busy -> busy(busy);
            case Refusal.VersionConflict conflict ->
                error(
                        Code.ABORTED,
                        "VERSION_CONFLICT",
                        "The session is at version " + conflict.actual() + ", not " + conflict.expected(),
                        Map.of("expected", "" + conflict.expected(), "actual", "" + conflict.actual()));
            case Refusal.KeyReused reused ->
                error(
                        Code.INVALID_ARGUMENT,
                        "KEY_REUSED",
                        "The key '" + reused.key() + "' stands for another message: use a new key",
                        Map.of("key", reused.key(), "message_id", reused.messageId()));
            case Refusal.TurnNotOpen turn ->
                error(
                        Code.FAILED_PRECONDITION,
                        "TURN_NOT_OPEN",
                        "The turn " + turn.turnId() + " is closed or belongs to another owner",
                        Map.of("turn_id", turn.turnId()));
            case Refusal.SummaryOutdated outdated ->
                error(
                        Code.ABORTED,
                        "SUMMARY_OUTDATED",
                        "The session moved on while it was summarised",
                        Map.of("summarised_through", "" + outdated.summarisedThrough()));
            case Refusal.InvalidRequest invalid ->
                error(
                        Code.INVALID_ARGUMENT,
                        "INVALID_REQUEST",
                        invalid.field() + ": " + invalid.problem(),
                        Map.of("field", invalid.field()));
            case Refusal.MessageTooLarge large ->
                error(
                        Code.INVALID_ARGUMENT,
                        "MESSAGE_TOO_LARGE",
                        large.field() + " has " + large.size() + " characters, at most " + large.limit()
                                + " are allowed",
                        Map.of("field", large.field(), "limit", "" + large.limit()));
        };
    }

    /** Infrastructure that failed, or a defect. A defect is logged under the id that the caller is told. */
    static StatusRuntimeException of(RuntimeException failure) {
        return switch (failure) {
            case StatusRuntimeException status -> status;
            case UnknownAgentException unknown ->
                error(Code.NOT_FOUND, "AGENT_NOT_FOUND", message(unknown), Map.of("agent", unknown.agent()));
            case StoreUnavailableException down ->
                error(
                        Code.UNAVAILABLE,
                        "STORE_UNAVAILABLE",
                        message(down),
                        Map.of("store", down.store(), RETRY_AFTER, seconds(down.retryAfter())));
            case UnknownEventException unknown -> parked(unknown, unknown.type(), unknown.revision());
            case UnreadableEventException damaged -> parked(damaged, damaged.type(), damaged.revision());
            default -> defect(failure);
        };
    }

    private static StatusRuntimeException parked(RuntimeException event, String type, int revision) {
        var details = Map.of("type", type, "revision", "" + revision);
        return error(Code.UNAVAILABLE, "SESSION_PARKED", message(event), details);
    }

    private static StatusRuntimeException busy(Refusal.SessionBusy busy) {
        var details = new HashMap<String, String>();
        details.put(RETRY_AFTER, seconds(TURN_RETRY));
        if (busy.turnId() != null) {
            details.put("turn_id", busy.turnId());
        }
        if (busy.leaseUntil() != null) {
            details.put("lease_until", busy.leaseUntil().toString());
        }
        return error(Code.ABORTED, "SESSION_BUSY", "The session answers another message: try again", details);
    }

    private static StatusRuntimeException defect(RuntimeException failure) {
        var id = UUID.randomUUID().toString();
        log.error("A command failed, correlation id {}", id, failure);
        return error(Code.INTERNAL, "INTERNAL", "Internal error " + id, Map.of("correlation_id", id));
    }

    private static StatusRuntimeException error(Code code, String reason, String message, Map<String, String> details) {
        var info = ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(reason).putAllMetadata(details);
        var status = Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(info.build()));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static String message(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
