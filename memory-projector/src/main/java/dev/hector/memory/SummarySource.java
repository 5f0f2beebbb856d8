package dev.hector.memory;

import dev.hector.events.MessageAppended;
import dev.hector.events.SessionKey;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.StoredEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The messages that a summary is made from: from the last one it covers back to the session's first, or as far as the
 * limit reaches, but always everything that no summary covers yet.
 *
 * @param whole true when nothing lies before the messages
 */
record SummarySource(List<MessageAppended> messages, boolean whole) {

    private static final int PAGE = 200;

    /** Reads the messages up to {@code to}; those from {@code from} on whatever their size. */
    static SummarySource read(EventLog log, SessionKey session, long from, long to, int limit) {
        var messages = new ArrayDeque<MessageAppended>();
        var tokens = 0L;
        var before = to + 1;
        while (true) {
            var page = page(log, session, before);
            for (var event : page) {
                var message = (MessageAppended) event.event();
                tokens += message.tokens();
                if (event.sequence() < from && tokens > limit) {
                    return of(messages, false);
                }
                messages.addFirst(message);
            }
            if (page.size() < PAGE) {
                return of(messages, true);
            }
            before = page.getLast().sequence();
        }
    }

    private static List<StoredEvent> page(EventLog log, SessionKey session, long before) {
        return log.readSession(session, SessionRange.newestBefore(before, PAGE).ofTypes(MessageAppended.class));
    }

    private static SummarySource of(Deque<MessageAppended> messages, boolean whole) {
        return new SummarySource(new ArrayList<>(messages), whole);
    }
}
