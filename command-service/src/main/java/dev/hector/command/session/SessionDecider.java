package dev.hector.command.session;

import dev.hector.command.session.Answer.Created;
import dev.hector.command.session.Answer.Done;
import dev.hector.command.session.Answer.TurnOpened;
import dev.hector.command.session.Decision.Accepted;
import dev.hector.command.session.Decision.Refused;
import dev.hector.command.session.SessionCommand.AppendMessages;
import dev.hector.command.session.SessionCommand.CompleteTurn;
import dev.hector.command.session.SessionCommand.CreateSession;
import dev.hector.command.session.SessionCommand.EndSession;
import dev.hector.command.session.SessionCommand.ExpireSession;
import dev.hector.command.session.SessionCommand.FailLostTurn;
import dev.hector.command.session.SessionCommand.FailTurn;
import dev.hector.command.session.SessionCommand.RecordRecall;
import dev.hector.command.session.SessionCommand.RecordSummary;
import dev.hector.command.session.SessionCommand.StartTurn;
import dev.hector.events.AgentConfigured;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The yes or no to every command: a pure function of command, state and circumstances.
 *
 * <p>A known key is answered before anything else can refuse, so that a client that repeats itself always learns what
 * became of its message. While a turn is open no other message is stored: the prompt stays question, answer.
 */
public final class SessionDecider {

    private SessionDecider() {}

    public static Decision decide(SessionCommand command, SessionState state, DecisionContext at) {
        return switch (command) {
            case CreateSession create -> create(create, state, at);
            case StartTurn start -> startTurn(start, state, at);
            case RecordRecall recall -> recordRecall(recall, state, at);
            case CompleteTurn complete -> completeTurn(complete, state, at);
            case FailTurn fail -> failTurn(fail, state, at);
            case FailLostTurn fail -> failLostTurn(fail, state, at);
            case AppendMessages append -> appendMessages(append, state, at);
            case RecordSummary summary -> recordSummary(summary, state, at);
            case EndSession end -> endSession(end, state, at);
            case ExpireSession _ -> expire(state, at);
        };
    }

    private static Decision create(CreateSession create, SessionState state, DecisionContext at) {
        if (state.absent()) {
            var created = new SessionCreated(create.owner(), create.title(), create.metadata());
            return new Accepted(List.of(created), new Created(true));
        }
        return create.allowExisting() && !state.deleted() && state.belongsTo(at.user())
                ? new Accepted(List.of(), new Created(false))
                : new Refused(new CommandRefusal.SessionExists());
    }

    private static Decision startTurn(StartTurn start, SessionState state, DecisionContext at) {
        return hidden(state, at)
                .or(() -> recorded(start.key(), state, at).map(recorded -> sameTurn(start, recorded, state)))
                .or(() -> openedBefore(start, state))
                .or(() -> over(state, at))
                .or(() -> moved(start.ifVersion(), state))
                .or(() -> busy(state, at))
                .orElseGet(() -> openTurn(start, state, at));
    }

    private static Decision openTurn(StartTurn start, SessionState state, DecisionContext at) {
        var lost = closingLostTurn(state);
        var events = new ArrayList<SessionEvent>();
        changedProfile(start, state).ifPresent(events::add);
        events.add(userMessage(start));
        var attempt = state.turns().attempts() + 1;
        var leaseUntil = at.now().plus(start.lease());
        events.add(new TurnStarted(start.turnId(), start.messageId(), attempt, start.owner(), leaseUntil));
        var startedSequence = state.version() + lost.size() + events.size();
        var opened = new TurnOpened(start.turnId(), attempt, startedSequence, start.messageId(), false);
        return new Accepted(lost, events, opened);
    }

    /** The same command again, whose answer was lost on its way: its sender is to run the turn. */
    private static Optional<Decision> openedBefore(StartTurn start, SessionState state) {
        var open = state.turns().open();
        return open != null && open.turnId().equals(start.turnId())
                ? Optional.of(new Accepted(List.of(), openedAs(open, start.messageId())))
                : Optional.empty();
    }

    private static TurnOpened openedAs(Turns.Open open, String messageId) {
        return new TurnOpened(open.turnId(), open.attempt(), open.startedSequence(), messageId, false);
    }

    private static Decision sameTurn(StartTurn start, IdempotencyRecord recorded, SessionState state) {
        if (recorded.turnId() == null || !recorded.standsFor(start.digest())) {
            return new Refused(new CommandRefusal.KeyReused(recorded.key(), recorded.messageId()));
        }
        var open = openedBefore(start, state);
        if (open.isPresent()) {
            return open.get();
        }
        var turn = new TurnOpened(
                recorded.turnId(), recorded.attempt(), recorded.startedSequence(), recorded.messageId(), true);
        return new Accepted(List.of(), turn);
    }

    private static Optional<AgentConfigured> changedProfile(StartTurn start, SessionState state) {
        return Optional.ofNullable(start.profile())
                .filter(profile -> !ProfileDigest.of(profile).equals(state.profile()));
    }

    private static MessageAppended userMessage(StartTurn start) {
        return new MessageAppended(
                start.messageId(),
                Role.USER,
                start.content(),
                start.tokens(),
                List.of(),
                null,
                start.turnId(),
                start.key(),
                start.digest(),
                null,
                start.metadata());
    }

    private static Decision recordRecall(RecordRecall recall, SessionState state, DecisionContext at) {
        return hidden(state, at)
                .or(() -> notOpen(recall.turnId(), recall.attempt(), state))
                .or(() -> recalledAlready(state))
                .orElseGet(() -> accept(new MemoriesRecalled(recall.turnId(), recall.attempt(), recall.memories())));
    }

    private static Optional<Decision> recalledAlready(SessionState state) {
        var open = state.turns().open();
        return open != null && open.recalled() ? Optional.of(accept()) : Optional.empty();
    }

    private static Decision completeTurn(CompleteTurn complete, SessionState state, DecisionContext at) {
        return hidden(state, at)
                .or(() -> completed(complete, state))
                .or(() -> notOpen(complete.turnId(), complete.attempt(), state))
                .orElseGet(() -> accept(answer(complete), completed(complete)));
    }

    private static MessageAppended answer(CompleteTurn complete) {
        return new MessageAppended(
                complete.messageId(),
                Role.ASSISTANT,
                complete.content(),
                complete.tokens(),
                List.of(),
                null,
                complete.turnId(),
                null,
                null,
                null,
                Map.of());
    }

    private static TurnCompleted completed(CompleteTurn complete) {
        return new TurnCompleted(
                complete.turnId(),
                complete.messageId(),
                complete.attempt(),
                complete.model(),
                complete.finishReason(),
                complete.usage(),
                complete.contextThrough(),
                complete.contextTokens(),
                complete.contextDigest());
    }

    private static Decision failTurn(FailTurn fail, SessionState state, DecisionContext at) {
        return hidden(state, at)
                .or(() -> notOpen(fail.turnId(), fail.attempt(), state))
                .orElseGet(() -> accept(new TurnFailed(fail.turnId(), fail.attempt(), fail.code(), fail.detail())));
    }

    private static Decision failLostTurn(FailLostTurn fail, SessionState state, DecisionContext at) {
        var open = state.turns().open();
        if (open == null || !open.named(fail.turnId(), fail.attempt())) {
            return accept();
        }
        return at.lost(open)
                ? new Accepted(List.of(lost(open)), List.of(), new Done())
                : new Refused(new CommandRefusal.SessionBusy(open.turnId(), at.leaseOf(open)));
    }

    private static Decision appendMessages(AppendMessages append, SessionState state, DecisionContext at) {
        var version = state.version() + closingLostTurn(state).size();
        var deduplication = new Deduplication(version, key -> recorded(key, state, at));
        return hidden(state, at)
                .or(() -> deduplication.of(append.messages()).map(Refused::new))
                .or(() -> known(deduplication))
                .or(() -> over(state, at))
                .or(() -> moved(append.ifVersion(), state))
                .or(() -> busy(state, at))
                .orElseGet(() -> storeMessages(deduplication, state));
    }

    /** Empty when at least one message is not. */
    private static Optional<Decision> known(Deduplication deduplication) {
        return deduplication.unknown().isEmpty()
                ? Optional.of(new Accepted(List.of(), deduplication.answer()))
                : Optional.empty();
    }

    private static Decision storeMessages(Deduplication deduplication, SessionState state) {
        return new Accepted(closingLostTurn(state), List.copyOf(deduplication.unknown()), deduplication.answer());
    }

    private static Decision recordSummary(RecordSummary summary, SessionState state, DecisionContext at) {
        if (state.absent() || !state.belongsTo(at.user())) {
            return new Refused(new CommandRefusal.SessionNotFound());
        }
        return invalid(summary, state).or(() -> outdated(summary, state)).orElseGet(() -> accept(summarised(summary)));
    }

    private static Optional<Decision> invalid(RecordSummary summary, SessionState state) {
        if (summary.text().isBlank()) {
            return refusal(new CommandRefusal.InvalidRequest("text", "a summary is not empty"));
        }
        if (summary.from() < 1 || summary.from() > summary.to()) {
            return refusal(new CommandRefusal.InvalidRequest("from", "must be at least 1 and at most 'to'"));
        }
        return summary.to() > state.version()
                ? refusal(new CommandRefusal.InvalidRequest("to", "the session has no event " + summary.to()))
                : Optional.empty();
    }

    private static Optional<Decision> outdated(RecordSummary summary, SessionState state) {
        var current = state.endReason() == null
                && summary.summarisedThrough() == state.summarisedThrough()
                && summary.to() > state.summarisedThrough();
        return current ? Optional.empty() : refusal(new CommandRefusal.SummaryOutdated(state.summarisedThrough()));
    }

    private static MemorySummarised summarised(RecordSummary summary) {
        return new MemorySummarised(
                summary.from(),
                summary.to(),
                summary.text(),
                summary.tokens(),
                summary.model(),
                summary.tokensBefore(),
                summary.tokensAfter());
    }

    private static Decision endSession(EndSession end, SessionState state, DecisionContext at) {
        if (state.absent() || !state.belongsTo(at.user())) {
            return new Refused(new CommandRefusal.SessionNotFound());
        }
        var deleting = end.reason() == SessionEnded.Reason.DELETED;
        if (state.deleted()) {
            return deleting ? accept() : new Refused(new CommandRefusal.SessionNotFound());
        }
        if (state.endReason() != null && !deleting) {
            return accept();
        }
        return moved(end.ifVersion(), state).orElseGet(() -> new Accepted(ending(end.reason(), state), new Done()));
    }

    private static Decision expire(SessionState state, DecisionContext at) {
        return state.expiry(at.limits(), at.now())
                .<Decision>map(reason -> new Accepted(ending(reason, state), List.of(), new Done()))
                .orElseGet(SessionDecider::accept);
    }

    private static Optional<Decision> hidden(SessionState state, DecisionContext at) {
        return state.absent() || state.deleted() || !state.belongsTo(at.user())
                ? refusal(new CommandRefusal.SessionNotFound())
                : Optional.empty();
    }

    /** The session has ended, or is past a limit and ends now. */
    private static Optional<Decision> over(SessionState state, DecisionContext at) {
        if (state.endReason() != null) {
            return refusal(new CommandRefusal.SessionEnded(state.endReason()));
        }
        return state.expiry(at.limits(), at.now())
                .map(reason -> new Refused(ending(reason, state), new CommandRefusal.SessionEnded(reason)));
    }

    private static Optional<Decision> moved(@Nullable Long ifVersion, SessionState state) {
        return ifVersion == null || ifVersion == state.version()
                ? Optional.empty()
                : refusal(new CommandRefusal.VersionConflict(ifVersion, state.version()));
    }

    private static Optional<Decision> busy(SessionState state, DecisionContext at) {
        var open = state.turns().open();
        return open == null || at.lost(open)
                ? Optional.empty()
                : refusal(new CommandRefusal.SessionBusy(open.turnId(), at.leaseOf(open)));
    }

    /** A repeated answer is accepted without events. */
    private static Optional<Decision> completed(CompleteTurn complete, SessionState state) {
        var ended = state.turns().ended();
        var repeated = ended != null && ended.completed() && ended.named(complete.turnId(), complete.attempt());
        return repeated ? Optional.of(accept()) : Optional.empty();
    }

    /**
     * Empty when the turn may be ended. One that failed before is not failed again: somebody else may have closed it,
     * for another reason than the sender would believe then.
     */
    private static Optional<Decision> notOpen(String turnId, int attempt, SessionState state) {
        var open = state.turns().open();
        return open != null && open.named(turnId, attempt)
                ? Optional.empty()
                : refusal(new CommandRefusal.TurnNotOpen(turnId));
    }

    private static Optional<IdempotencyRecord> recorded(@Nullable String key, SessionState state, DecisionContext at) {
        return key == null
                ? Optional.empty()
                : state.keys()
                        .find(key)
                        .or(() -> Optional.ofNullable(at.earlier().get(key)));
    }

    /** Only asked where an open turn is known to be lost. */
    private static List<SessionEvent> closingLostTurn(SessionState state) {
        var open = state.turns().open();
        return open == null ? List.of() : List.of(lost(open));
    }

    private static TurnFailed lost(Turns.Open turn) {
        var detail = "Its owner " + turn.owner() + " did not renew its lease";
        return new TurnFailed(turn.turnId(), turn.attempt(), TurnFailed.Code.OWNER_LOST, detail);
    }

    private static List<SessionEvent> ending(SessionEnded.Reason reason, SessionState state) {
        var ended = new SessionEnded(reason);
        var open = state.turns().open();
        return open == null
                ? List.of(ended)
                : List.of(
                        new TurnFailed(
                                open.turnId(),
                                open.attempt(),
                                TurnFailed.Code.SESSION_ENDED,
                                "The session ended: " + reason.wireName()),
                        ended);
    }

    private static Decision accept(SessionEvent... events) {
        return new Accepted(List.of(events), new Done());
    }

    private static Optional<Decision> refusal(CommandRefusal refusal) {
        return Optional.of(new Refused(refusal));
    }
}
