package dev.hector.command.session;

import dev.hector.events.SessionEnded.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a command is not carried out: the whole list. */
public sealed interface CommandRefusal {

    /** The id is taken, perhaps by a deleted session. */
    record SessionExists() implements CommandRefusal {}

    /** There is no such session, it was deleted, or it is somebody else's. */
    record SessionNotFound() implements CommandRefusal {}

    record SessionEnded(Reason reason) implements CommandRefusal {}

    /**
     * A turn is open, or too many others write to this session just now.
     *
     * @param turnId the open turn; null when there is none
     * @param leaseUntil until when its owner holds it at least
     */
    record SessionBusy(@Nullable String turnId, @Nullable Instant leaseUntil) implements CommandRefusal {}

    record VersionConflict(long expected, long actual) implements CommandRefusal {}

    /** The key stands for another message already. */
    record KeyReused(String key, String messageId) implements CommandRefusal {}

    /** The turn is closed already, or belongs to another owner. */
    record TurnNotOpen(String turnId) implements CommandRefusal {}

    /** Another summary came first, or the session is over. */
    record SummaryOutdated(long summarisedThrough) implements CommandRefusal {}

    record InvalidRequest(String field, String problem) implements CommandRefusal {}

    /**
     * A text is longer than this service stores.
     *
     * @param limit in characters
     */
    record MessageTooLarge(String field, long size, long limit) implements CommandRefusal {}
}
