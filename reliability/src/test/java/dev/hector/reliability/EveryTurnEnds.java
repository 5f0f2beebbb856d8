package dev.hector.reliability;

import dev.hector.events.MessageAppended;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.reliability.History.Attempt;
import dev.hector.store.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * P8: each turn that began ended once, and no later than so long after its owner was lost; the time for which the
 * database was away does not count. Which server owned a turn is known from who was asked: where that was more than one,
 * the last of them to be lost counts.
 */
final class EveryTurnEnds implements Checker {

    /** Within this time of an owner's death its turns are over. */
    static final Duration PROMISED = Duration.ofSeconds(30);

    private final Duration promised;

    EveryTurnEnds() {
        this(PROMISED);
    }

    EveryTurnEnds(Duration promised) {
        this.promised = promised;
    }

    @Override
    public List<String> violations(Evidence evidence) {
        var violations = new ArrayList<String>();
        var asked = asked(evidence.history());
        for (var turn : turns(evidence)) {
            if (turn.ends.size() != 1) {
                violations.add(turn + " ended " + turn.ends.size() + " times");
            } else if (isLate(turn, asked, evidence.history())) {
                violations.add(turn + " ended late");
            }
        }
        return violations;
    }

    private boolean isLate(Turn turn, Map<String, List<Attempt>> asked, History history) {
        var began = turn.started.occurredAt().toEpochMilli();
        var ended = turn.ends.getFirst().occurredAt().toEpochMilli();
        var lost = lossOfOwner(turn, asked, history, began).orElse(began);
        return ended - lost - history.databaseAway(lost, ended) > promised.toMillis();
    }

    private static OptionalLong lossOfOwner(Turn turn, Map<String, List<Attempt>> asked, History history, long began) {
        return asked.getOrDefault(turn.question(), List.of()).stream()
                .filter(attempt -> attempt.invoked().at() <= began + 1)
                .map(attempt -> attempt.invoked().server())
                .distinct()
                .flatMap(server -> history.lossOf(server, began).stream())
                .mapToLong(Long::longValue)
                .max();
    }

    private static Map<String, List<Attempt>> asked(History history) {
        return history.attempts().stream()
                .collect(Collectors.groupingBy(
                        attempt -> attempt.session() + " " + attempt.invoked().digest()));
    }

    private static List<Turn> turns(Evidence evidence) {
        var turns = new HashMap<String, Turn>();
        var questions = new HashMap<String, MessageAppended>();
        for (var stored : evidence.log()) {
            switch (stored.event()) {
                case MessageAppended message
                when message.turnId() != null -> questions.putIfAbsent(message.turnId(), message);
                case TurnStarted turn -> turns.put(turn.turnId(), new Turn(stored, questions.get(turn.turnId())));
                case TurnCompleted turn -> end(turns, turn.turnId(), stored);
                case TurnFailed turn -> end(turns, turn.turnId(), stored);
                default -> {}
            }
        }
        return List.copyOf(turns.values());
    }

    private static void end(Map<String, Turn> turns, String id, StoredEvent stored) {
        var turn = turns.get(id);
        if (turn != null) {
            turn.ends.add(stored);
        }
    }

    private record Turn(StoredEvent started, @Nullable MessageAppended asked, List<StoredEvent> ends) {

        Turn(StoredEvent started, @Nullable MessageAppended asked) {
            this(started, asked, new ArrayList<>());
        }

        String question() {
            return started.session().sessionId() + " " + Digests.of(asked == null ? "" : asked.text());
        }

        @Override
        public String toString() {
            return started.session() + " " + started.payload();
        }
    }
}
