package dev.hector.command.session;

import dev.hector.events.AgentConfigured;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decisions need to know of a session; its size does not depend on the session's length.
 *
 * @param version the sequence of the newest event; 0 before the first
 * @param endReason null while the session is active
 * @param profile digest of the newest {@code AgentConfigured}; null before the first
 * @param summarisedThrough the last sequence that the newest summary covers; 0 without one
 */
public record SessionState(
        long version,
        String owner,
        Instant createdAt,
        Instant lastActivityAt,
        SessionEnded.@Nullable Reason endReason,
        @Nullable String profile,
        Turns turns,
        RecentKeys keys,
        long summarisedThrough) {

    /** Before the first event. */
    public static final SessionState NONE =
            new SessionState(0, "", Instant.EPOCH, Instant.EPOCH, null, null, Turns.NONE, RecentKeys.NONE, 0);

    /** The state after one more event. */
    public SessionState with(SessionEvent event, long sequence, Instant occurredAt) {
        return applied(event, sequence, occurredAt).atVersion(sequence);
    }

    private SessionState applied(SessionEvent event, long sequence, Instant occurredAt) {
        return switch (event) {
            case SessionCreated created -> ownedBy(created.userId(), occurredAt);
            case AgentConfigured configured -> withProfile(ProfileDigest.of(configured));
            case MessageAppended message ->
                withKeys(keys.with(message, sequence)).activeAt(occurredAt);
            case TurnStarted turn ->
                withTurns(turns.started(turn, sequence))
                        .withKeys(keys.with(turn, sequence))
                        .activeAt(occurredAt);
            case MemoriesRecalled recalled -> withTurns(turns.recalled(recalled));
            case TurnCompleted turn ->
                withTurns(turns.completed(turn.turnId(), turn.attempt())).activeAt(occurredAt);
            case TurnFailed turn ->
                withTurns(turns.failed(turn.turnId(), turn.attempt())).activeAt(occurredAt);
            case MemorySummarised summary -> withSummarisedThrough(summary.to());
            case SessionEnded ended -> withEndReason(ended.reason());
        };
    }

    /** Those of a command's keys that the log may have, though the state no longer knows them. */
    public Set<String> forgotten(Set<String> wanted) {
        return keys.forgotten(wanted);
    }

    boolean absent() {
        return version == 0;
    }

    boolean deleted() {
        return endReason == SessionEnded.Reason.DELETED;
    }

    boolean belongsTo(@Nullable String user) {
        return user == null || user.equals(owner);
    }

    /** Why the session ought to end by itself now; empty when it need not or has ended. An open turn is not idle. */
    Optional<SessionEnded.Reason> expiry(Limits limits, Instant now) {
        if (absent() || endReason != null) {
            return Optional.empty();
        }
        if (limits.tooOld(createdAt, now)) {
            return Optional.of(SessionEnded.Reason.MAX_DURATION);
        }
        return turns.open() == null && limits.idleSince(lastActivityAt, now)
                ? Optional.of(SessionEnded.Reason.IDLE_TIMEOUT)
                : Optional.empty();
    }

    private SessionState ownedBy(String user, Instant at) {
        return new SessionState(version, user, at, at, endReason, profile, turns, keys, summarisedThrough);
    }

    private SessionState atVersion(long newVersion) {
        return new SessionState(
                newVersion, owner, createdAt, lastActivityAt, endReason, profile, turns, keys, summarisedThrough);
    }

    private SessionState activeAt(Instant at) {
        return new SessionState(version, owner, createdAt, at, endReason, profile, turns, keys, summarisedThrough);
    }

    private SessionState withEndReason(SessionEnded.Reason reason) {
        return new SessionState(
                version, owner, createdAt, lastActivityAt, reason, profile, turns, keys, summarisedThrough);
    }

    private SessionState withProfile(String digest) {
        return new SessionState(
                version, owner, createdAt, lastActivityAt, endReason, digest, turns, keys, summarisedThrough);
    }

    private SessionState withTurns(Turns newTurns) {
        return new SessionState(
                version, owner, createdAt, lastActivityAt, endReason, profile, newTurns, keys, summarisedThrough);
    }

    private SessionState withKeys(RecentKeys newKeys) {
        return new SessionState(
                version, owner, createdAt, lastActivityAt, endReason, profile, turns, newKeys, summarisedThrough);
    }

    private SessionState withSummarisedThrough(long sequence) {
        return new SessionState(version, owner, createdAt, lastActivityAt, endReason, profile, turns, keys, sequence);
    }
}
