package dev.hector.command;

import dev.hector.events.SessionEvent;
import java.util.List;

/** What a command does to a session. */
public sealed interface Decision {

    /** What happened, in order; to be stored all or none. */
    List<SessionEvent> events();

    /** Without events, what was asked for is so already. */
    record Accepted(List<SessionEvent> events, Answer answer) implements Decision {

        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** A refusal may establish a fact too: a session that is found to be past its limits ends before it refuses. */
    record Refused(List<SessionEvent> events, Refusal refusal) implements Decision {

        public Refused {
            events = List.copyOf(events);
        }

        Refused(Refusal refusal) {
            this(List.of(), refusal);
        }
    }
}
