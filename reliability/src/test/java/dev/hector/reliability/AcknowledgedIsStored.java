package dev.hector.reliability;

import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.TurnCompleted;
import dev.hector.reliability.Entry.Acknowledgement;
import dev.hector.reliability.Entry.Verdict;
import dev.hector.reliability.History.Attempt;
import dev.hector.store.StoredEvent;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** P1: what was answered with success is in the log, with the ids and at the place that the answer named. */
final class AcknowledgedIsStored implements Checker {

    @Override
    public List<String> violations(Evidence evidence) {
        return evidence.history().attempts().stream()
                .filter(attempt -> attempt.verdict() == Verdict.OK)
                .filter(attempt -> !isStored(attempt, evidence))
                .map(attempt -> "lost: " + attempt)
                .toList();
    }

    private static boolean isStored(Attempt attempt, Evidence evidence) {
        return switch (attempt.invoked().action()) {
            case CREATE -> has(attempt, evidence, SessionCreated.class::isInstance);
            case END -> has(attempt, evidence, SessionEnded.class::isInstance);
            case DELETE ->
                has(
                        attempt,
                        evidence,
                        event -> event instanceof SessionEnded(var reason) && reason == SessionEnded.Reason.DELETED);
            case MESSAGE -> hasMessage(attempt, evidence);
            case TURN -> attempt.failedTurn() ? hasQuestion(attempt, evidence) : hasTurn(attempt, evidence);
        };
    }

    private static boolean has(Attempt attempt, Evidence evidence, Predicate<SessionEvent> wanted) {
        return evidence.session(attempt.session()).stream()
                .map(StoredEvent::event)
                .anyMatch(wanted);
    }

    private static boolean hasMessage(Attempt attempt, Evidence evidence) {
        var answer = attempt.answer();
        return evidence.at(attempt.session(), answer.sequence())
                .filter(stored -> stored.event() instanceof MessageAppended message
                        && message.messageId().equals(answer.messageId())
                        && isTheText(attempt, message))
                .isPresent();
    }

    private static boolean hasTurn(Attempt attempt, Evidence evidence) {
        var answer = attempt.answer();
        return evidence.at(attempt.session(), answer.sequence())
                        .filter(stored -> stored.event() instanceof TurnCompleted completed
                                && completed.turnId().equals(answer.turnId())
                                && completed.messageId().equals(answer.messageId()))
                        .isPresent()
                && has(attempt, evidence, event -> isAnswer(event, answer))
                && hasQuestion(attempt, evidence);
    }

    private static boolean isAnswer(SessionEvent event, Acknowledgement answer) {
        return event instanceof MessageAppended message
                && message.role() == Role.ASSISTANT
                && message.messageId().equals(answer.messageId())
                && Objects.equals(message.turnId(), answer.turnId());
    }

    private static boolean hasQuestion(Attempt attempt, Evidence evidence) {
        return has(
                attempt,
                evidence,
                event -> event instanceof MessageAppended message
                        && message.turnId() != null
                        && isTheText(attempt, message));
    }

    private static boolean isTheText(Attempt attempt, MessageAppended message) {
        return Digests.of(message.text()).equals(attempt.invoked().digest())
                && Objects.equals(message.key(), attempt.invoked().key());
    }
}
