package dev.hector.query;

import dev.hector.events.MessageAppended;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.query.TurnView.Outcome;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.StoredEvent;
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;
import java.util.Optional;
import java.util.function.Function;

/** Single turns: whether they are open, and their answers. */
public final class TurnLookup {

    private static final int PAGE = 200;

    private final VisibleSessions visible;
    private final WorkingMemories memories;

    TurnLookup(VisibleSessions visible, WorkingMemories memories) {
        this.visible = visible;
        this.memories = memories;
    }

    /** The turn of this id. Old turns of long sessions take longer than {@link #startedAt}. */
    public Reply<TurnView> withId(SessionReference reference, String turnId) {
        return visible.log(reference).then(log -> {
            var started = newestFirst(
                    log,
                    reference.session(),
                    TurnStarted.class,
                    Long.MAX_VALUE,
                    event -> Optional.of(event)
                            .filter(found -> found.event() instanceof TurnStarted turn
                                    && turn.turnId().equals(turnId)));
            return view(log, started, "turn_id", "the session has no turn " + turnId);
        });
    }

    /** The turn whose {@code TurnStarted} has this sequence. */
    public Reply<TurnView> startedAt(SessionReference reference, long sequence) {
        return visible.log(reference).then(log -> {
            var started = log.readSession(reference.session(), SessionRange.after(sequence - 1, 1)).stream()
                    .filter(event -> event.sequence() == sequence && event.is(TurnStarted.class))
                    .findFirst();
            return view(log, started, "started_sequence", "event " + sequence + " of the session starts no turn");
        });
    }

    private Reply<TurnView> view(EventLog log, Optional<StoredEvent> started, String field, String problem) {
        return started.filter(event -> event.event() instanceof TurnStarted)
                .map(event -> Reply.of(view(log, event, (TurnStarted) event.event())))
                .orElseGet(() -> Reply.invalid(field, problem));
    }

    private TurnView view(EventLog log, StoredEvent started, TurnStarted turn) {
        return new TurnView(turn, started.sequence(), outcome(log, started, turn.turnId()));
    }

    /** One turn at a time: the first end after the start is nearly always this turn's. */
    private Outcome outcome(EventLog log, StoredEvent started, String turnId) {
        var after = started.sequence();
        while (true) {
            var range = SessionRange.after(after, 1).ofTypes(TurnCompleted.class, TurnFailed.class);
            var ends = log.readSession(started.session(), range);
            if (ends.isEmpty()) {
                return new Outcome.Open();
            }
            var end = ends.getFirst();
            after = end.sequence();
            if (end.event() instanceof TurnFailed failed && failed.turnId().equals(turnId)) {
                return new Outcome.Failed(after, failed);
            }
            if (end.event() instanceof TurnCompleted completed
                    && completed.turnId().equals(turnId)) {
                return completed(log, end, completed);
            }
        }
    }

    private Outcome completed(EventLog log, StoredEvent end, TurnCompleted turn) {
        var answer = newestFirst(
                        log,
                        end.session(),
                        MessageAppended.class,
                        end.sequence(),
                        event -> Optional.of(event.event())
                                .filter(MessageAppended.class::isInstance)
                                .map(MessageAppended.class::cast)
                                .filter(message -> message.messageId().equals(turn.messageId())))
                .orElseThrow(() -> new IllegalStateException(
                        "Turn " + turn.turnId() + " of " + end.session() + " completed without its answer"));
        return new Outcome.Completed(end.sequence(), turn, answer, memories.asOf(end.session(), turn.contextThrough()));
    }

    private static <T> Optional<T> newestFirst(
            EventLog log,
            SessionKey session,
            Class<? extends SessionEvent> type,
            long before,
            Function<StoredEvent, Optional<T>> match) {
        var size = 2;
        while (true) {
            var page = log.readSession(
                    session, SessionRange.newestBefore(before, size).ofTypes(type));
            var found = page.stream().map(match).flatMap(Optional::stream).findFirst();
            if (found.isPresent() || page.size() < size) {
                return found;
            }
            before = page.getLast().sequence();
            size = PAGE;
        }
    }
}
