package dev.hector.command.session;

import dev.hector.events.SessionEvent;
import java.util.List;
import java.util.stream.Stream;

/** What a command does to a session. */
public sealed interface Decision {

    /** What turned out to be so, whoever asks: an owner that is gone, a limit that is passed. The system's own doing. */
    List<SessionEvent> found();

    /** What the sender of the command brings about. */
    List<SessionEvent> done();

    /** What happened, in order; to be stored all or none. */
    default List<SessionEvent> events() {
        return Stream.concat(found().stream(), done().stream()).toList();
    }

    /** Without events, what was asked for is so already. */
    record Accepted(List<SessionEvent> found, List<SessionEvent> done, Answer answer) implements Decision {

        public Accepted {
            found = List.copyOf(found);
            done = List.copyOf(done);
        }

        Accepted(List<SessionEvent> done, Answer answer) {
            this(List.of(), done, answer);
        }
    }

    /** A refusal may establish a fact too: a session that is found to be past its limits ends before it refuses. */
    record Refused(List<SessionEvent> found, CommandRefusal refusal) implements Decision {

        public Refused {
            found = List.copyOf(found);
        }

        Refused(CommandRefusal refusal) {
            this(List.of(), refusal);
        }

        @Override
        public List<SessionEvent> done() {
            return List.of();
        }
    }
}
