package dev.hector.reliability;

import dev.hector.events.MessageAppended;
import dev.hector.events.SessionEvent;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** P7: from a turn's start to its end its session has no other turn, and no message that is not the turn's own. */
final class TurnsNeverInterleave implements Checker {

    @Override
    public List<String> violations(Evidence evidence) {
        var violations = new ArrayList<String>();
        evidence.bySession().forEach((session, events) -> {
            var turns = new OneSession();
            for (var event : events) {
                turns.see(event.event()).forEach(wrong -> violations.add(describe(event, wrong)));
            }
        });
        return violations;
    }

    private static String describe(StoredEvent event, String wrong) {
        return event.session() + " " + event.sequence() + ": " + wrong;
    }

    private static final class OneSession {

        private @Nullable String asked;
        private @Nullable String open;

        List<String> see(SessionEvent event) {
            return switch (event) {
                case MessageAppended message -> message(message);
                case TurnStarted turn -> started(turn);
                case TurnCompleted turn -> ended(turn.turnId());
                case TurnFailed turn -> ended(turn.turnId());
                default -> List.of();
            };
        }

        private List<String> message(MessageAppended message) {
            if (open != null) {
                return open.equals(message.turnId())
                        ? List.of()
                        : List.of("message " + message.messageId() + " within " + open);
            }
            asked = message.turnId();
            return List.of();
        }

        private List<String> started(TurnStarted turn) {
            var wrong = new ArrayList<String>();
            if (open != null) {
                wrong.add(turn.turnId() + " began within " + open);
            }
            if (!Objects.equals(asked, turn.turnId())) {
                wrong.add(turn.turnId() + " began without its message");
            }
            open = turn.turnId();
            return wrong;
        }

        private List<String> ended(String turn) {
            var expected = open;
            open = null;
            return turn.equals(expected) ? List.of() : List.of(turn + " ended while open was " + expected);
        }
    }
}
