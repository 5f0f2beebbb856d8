package dev.hector.reliability;

import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.reliability.Entry.Acknowledgement;
import dev.hector.reliability.Entry.Verdict;
import dev.hector.reliability.History.Attempt;
import dev.hector.store.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** P2: an event is stored once, a key and a text stand in their session once, and the same key has one answer. */
final class StoredOnce implements Checker {

    @Override
    public List<String> violations(Evidence evidence) {
        var violations = new ArrayList<String>();
        violations.addAll(doubledEvents(evidence));
        violations.addAll(doubledMessages(evidence));
        violations.addAll(differentAnswers(evidence));
        return violations;
    }

    private static List<String> doubledEvents(Evidence evidence) {
        var seen = new HashSet<String>();
        return evidence.log().stream()
                .map(StoredEvent::eventId)
                .filter(id -> !seen.add(id))
                .map(id -> "event stored twice: " + id)
                .toList();
    }

    /** Every text of a run is another one, so that the same text is the same message. */
    private static List<String> doubledMessages(Evidence evidence) {
        var counts = new HashMap<String, Integer>();
        for (var stored : evidence.log()) {
            if (stored.event() instanceof MessageAppended message && isAClients(message)) {
                names(stored, message).forEach(name -> counts.merge(name, 1, Integer::sum));
            }
        }
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 1)
                .map(count -> "stored " + count.getValue() + " times: " + count.getKey())
                .toList();
    }

    private static boolean isAClients(MessageAppended message) {
        return message.role() == Role.USER;
    }

    private static Stream<String> names(StoredEvent stored, MessageAppended message) {
        var session = stored.session().sessionId();
        var text = session + " text " + message.text();
        return message.key() == null ? Stream.of(text) : Stream.of(text, session + " key " + message.key());
    }

    private static List<String> differentAnswers(Evidence evidence) {
        var violations = new ArrayList<String>();
        evidence.history().wishes().forEach((wish, attempts) -> {
            var answers = answers(attempts);
            if (answers.size() > 1) {
                violations.add(wish + " was answered in different ways: " + answers.keySet());
            }
        });
        return violations;
    }

    private static Map<Acknowledgement, Long> answers(List<Attempt> attempts) {
        var answers = new HashMap<Acknowledgement, Long>();
        attempts.stream()
                .filter(attempt -> attempt.verdict() == Verdict.OK && !attempt.failedTurn())
                .forEach(attempt -> answers.merge(attempt.answer(), 1L, Long::sum));
        return answers;
    }
}
