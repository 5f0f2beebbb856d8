package dev.hector.longterm;

import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.store.StoredEvent;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages of the user and of the agent that are not blank. */
final class SaidMessages implements MemorySource {

    @Override
    public Optional<MemoryRow> of(StoredEvent event, JdbcClient rows) {
        return event.is(MessageAppended.class) && event.event() instanceof MessageAppended message
                ? Optional.of(message).filter(SaidMessages::isKept).map(kept -> MemoryRow.of(event, kept))
                : Optional.empty();
    }

    static boolean isKept(MessageAppended message) {
        return (message.role() == Role.USER || message.role() == Role.ASSISTANT)
                && !message.content().isBlank();
    }
}
