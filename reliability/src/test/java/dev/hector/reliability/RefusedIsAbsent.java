package dev.hector.reliability;

import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.reliability.Entry.Action;
import dev.hector.reliability.Entry.Verdict;
import dev.hector.reliability.History.Attempt;
import dev.hector.store.StoredEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A message of which every call was refused is not in the log, nor is one that nobody sent. A turn whose session ended
 * under it is refused as a later message would be, though its question is stored: that is all right when the turn's end
 * says the same.
 */
final class RefusedIsAbsent implements Checker {

    @Override
    public List<String> violations(Evidence evidence) {
        return Stream.concat(refusedButStored(evidence), neverSent(evidence)).toList();
    }

    private static Stream<String> refusedButStored(Evidence evidence) {
        var stored = new HashSet<String>();
        evidence.log().stream().filter(RefusedIsAbsent::isAClients).forEach(event -> stored.add(name(event)));
        return evidence.history().wishes().values().stream()
                .filter(attempts -> attempts.stream().allMatch(attempt -> attempt.verdict() == Verdict.FAIL))
                .map(List::getFirst)
                .filter(attempt -> stored.contains(name(attempt)) && !endedWithItsSession(attempt, evidence))
                .map(attempt -> "refused and stored all the same: " + attempt);
    }

    private static boolean endedWithItsSession(Attempt attempt, Evidence evidence) {
        var session = evidence.session(attempt.session());
        return session.stream()
                .filter(event -> isAClients(event) && name(event).equals(name(attempt)))
                .map(event -> ((MessageAppended) event.event()).turnId())
                .anyMatch(turn -> session.stream()
                        .anyMatch(event -> event.event() instanceof TurnFailed failed
                                && failed.turnId().equals(turn)
                                && failed.code() == Code.SESSION_ENDED));
    }

    private static Stream<String> neverSent(Evidence evidence) {
        var sent = sent(evidence.history());
        return evidence.log().stream()
                .filter(RefusedIsAbsent::isAClients)
                .filter(event -> !sent.contains(name(event)))
                .map(event -> "nobody sent " + event);
    }

    private static Set<String> sent(History history) {
        var sent = new HashSet<String>();
        history.attempts().stream()
                .filter(attempt -> attempt.is(Action.TURN) || attempt.is(Action.MESSAGE))
                .forEach(attempt -> sent.add(name(attempt)));
        return sent;
    }

    private static boolean isAClients(StoredEvent event) {
        return event.event() instanceof MessageAppended message && message.role() == Role.USER;
    }

    private static String name(Attempt attempt) {
        return attempt.session() + " " + attempt.invoked().digest();
    }

    private static String name(StoredEvent event) {
        return event.session().sessionId() + " " + Digests.of(((MessageAppended) event.event()).text());
    }
}
