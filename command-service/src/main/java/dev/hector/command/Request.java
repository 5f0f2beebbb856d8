package dev.hector.command;

import dev.hector.command.session.SessionCommand;
import dev.hector.events.EventMetadata;
import dev.hector.events.SessionKey;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to its session.
 *
 * @param user who asks; null asks for any user
 * @param cause kept with the events
 */
public record Request(SessionKey session, @Nullable String user, SessionCommand command, EventMetadata cause) {

    /** A request of the system's own. */
    static Request bySystem(SessionKey session, SessionCommand command) {
        return new Request(session, null, command, EventMetadata.SYSTEM);
    }
}
