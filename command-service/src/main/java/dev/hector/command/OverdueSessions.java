package dev.hector.command;

import dev.hector.events.SessionKey;
import java.time.Instant;
import java.util.function.Consumer;

/** What is overdue as far as the session clock has seen the log. */
interface OverdueSessions {

    record LostTurn(SessionKey session, String turnId, int attempt) {}

    /** The open turns whose lease is over. */
    void lostTurns(Instant now, Consumer<LostTurn> action);

    /** The sessions that are past a limit; one that is past both comes twice. */
    void sessions(Instant now, Consumer<SessionKey> action);
}
