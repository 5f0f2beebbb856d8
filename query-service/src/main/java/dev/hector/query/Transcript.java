package dev.hector.query;

import dev.hector.events.MessageAppended;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.StoredEvent;
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;
import java.time.Instant;
import java.util.Set;

/** What was said. */
public final class Transcript {

    /** A message as it is stored. */
    public record Line(StoredEvent stored, MessageAppended message) {

        /** When it was said, which for imported messages is before it was stored. */
        public Instant saidAt() {
            return message.saidAt() == null ? stored.occurredAt() : message.saidAt();
        }

        static Line of(StoredEvent stored) {
            if (stored.event() instanceof MessageAppended message) {
                return new Line(stored, message);
            }
            throw new IllegalArgumentException("Not a message: " + stored.type());
        }
    }

    private final VisibleSessions visible;

    Transcript(VisibleSessions visible) {
        this.visible = visible;
    }

    /** A session's messages by sequence, oldest first unless asked otherwise. */
    public Reply<Page<Line>> find(SessionReference reference, Paging paging) {
        var session = reference.session();
        return visible.log(reference)
                .then(log -> paging.cursor("asc", "messages", session)
                        .map(cursor -> cursor.page(log.readSession(session, range(cursor)), StoredEvent::sequence)
                                .map(Line::of)));
    }

    private static SessionRange range(Cursor cursor) {
        return new SessionRange(cursor.after(), cursor.before(), Set.of(), cursor.descending(), cursor.limit())
                .ofTypes(MessageAppended.class);
    }
}
