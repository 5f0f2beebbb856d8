package dev.hector.command.grpc;

import dev.hector.command.session.CommandRefusal;
import dev.hector.store.grpc.StoreFailures;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.ErrorInfos;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refusals and failures as statuses with {@code google.rpc.ErrorInfo}, whose reason is the code in upper case. */
final class Statuses {

    private static final Logger log = LoggerFactory.getLogger(Statuses.class);

    private static final Duration TURN_RETRY = Duration.ofSeconds(1);

    private Statuses() {}

    static StatusRuntimeException of(CommandRefusal refusal) {
        return switch (refusal) {
            case CommandRefusal.SessionExists _ ->
                ErrorInfos.status(ErrorCode.SESSION_EXISTS, "The session id is taken: choose another", Map.of());
            case CommandRefusal.SessionNotFound _ ->
                ErrorInfos.status(ErrorCode.SESSION_NOT_FOUND, "There is no such session", Map.of());
            case CommandRefusal.SessionEnded ended ->
                ErrorInfos.status(
                        ErrorCode.SESSION_ENDED,
                        "The session has ended (" + ended.reason().wireName() + "): start a new one",
                        Map.of("reason", ended.reason().wireName()));
            case CommandRefusal.SessionBusy busy -> busy(busy);
            case CommandRefusal.VersionConflict conflict ->
                ErrorInfos.status(
                        ErrorCode.VERSION_CONFLICT,
                        "The session is at version " + conflict.actual() + ", not " + conflict.expected(),
                        Map.of("expected", "" + conflict.expected(), "actual", "" + conflict.actual()));
            case CommandRefusal.KeyReused reused ->
                ErrorInfos.status(
                        ErrorCode.KEY_REUSED,
                        "The key '" + reused.key() + "' stands for another message: use a new key",
                        Map.of("key", reused.key(), "message_id", reused.messageId()));
            case CommandRefusal.TurnNotOpen turn ->
                ErrorInfos.status(
                        ErrorCode.TURN_NOT_OPEN,
                        "The turn " + turn.turnId() + " is closed or belongs to another owner",
                        Map.of("turn_id", turn.turnId()));
            case CommandRefusal.SummaryOutdated outdated ->
                ErrorInfos.status(
                        ErrorCode.SUMMARY_OUTDATED,
                        "The session moved on while it was summarised",
                        Map.of("summarised_through", "" + outdated.summarisedThrough()));
            case CommandRefusal.InvalidRequest invalid ->
                ErrorInfos.status(
                        ErrorCode.INVALID_REQUEST,
                        invalid.field() + ": " + invalid.problem(),
                        Map.of(ErrorInfos.FIELD, invalid.field()));
            case CommandRefusal.MessageTooLarge large ->
                ErrorInfos.status(
                        ErrorCode.MESSAGE_TOO_LARGE,
                        large.field() + " has " + large.size() + " characters, at most " + large.limit()
                                + " are allowed",
                        Map.of(ErrorInfos.FIELD, large.field(), "limit", "" + large.limit()));
        };
    }

    /** The store that failed, or a defect. A defect is logged under the id that the caller is told. */
    static StatusRuntimeException of(RuntimeException failure) {
        return StoreFailures.find(failure).orElseGet(() -> defect(failure));
    }

    private static StatusRuntimeException busy(CommandRefusal.SessionBusy busy) {
        var details = new HashMap<String, String>();
        details.put(ErrorInfos.RETRY_AFTER, Long.toString(TURN_RETRY.toSeconds()));
        if (busy.turnId() != null) {
            details.put("turn_id", busy.turnId());
        }
        if (busy.leaseUntil() != null) {
            details.put("lease_until", busy.leaseUntil().toString());
        }
        return ErrorInfos.status(ErrorCode.SESSION_BUSY, "The session answers another message: try again", details);
    }

    private static StatusRuntimeException defect(RuntimeException failure) {
        var id = UUID.randomUUID().toString();
        log.error("A command failed, correlation id {}", id, failure);
        return ErrorInfos.status(ErrorCode.INTERNAL, "Internal error " + id, Map.of("correlation_id", id));
    }
}
