package dev.hector.store;

import dev.hector.events.EventJson;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The append-only log of one store. A reader that has seen position p has seen everything up to p, for good.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the database cannot be reached or cannot write.
 */
public interface EventLog {

    /**
     * Stores the events, or finds them stored already by their ids. Returns only after the commit; a connection that
     * breaks in the commit is resolved before this returns.
     */
    AppendResult append(Append append);

    /** Events of all sessions above the position, in global order, at most {@code limit}. */
    List<StoredEvent> readAll(long afterPosition, int limit);

    /** Events of a session with in the wanted range and order. */
    List<StoredEvent> readSession(SessionKey session, SessionRange range);

    /** The newest position that readers may see; 0 when the log is empty. */
    long head();

    /** The sequence of the session's newest event; 0 when there is none. */
    long version(SessionKey session);

    /** The messages that carry one of these idempotency keys, however old, oldest first. */
    List<StoredEvent> findByKeys(SessionKey session, Set<String> keys);

    /** Calls the listener after appends of this process; it must not block. Close to stop. */
    AutoCloseable onAppend(Runnable listener);

    /**
     * Which events of a session are wanted.
     *
     * @param after only sequences above; 0 is from the first
     * @param before only sequences below; {@link Long#MAX_VALUE} is no limit
     * @param types event type names; empty is all
     * @param descending newest first
     * @param limit at most so many
     */
    record SessionRange(long after, long before, Set<String> types, boolean descending, int limit) {

        /** Ascending, above a sequence. */
        public static SessionRange after(long sequence, int limit) {
            return new SessionRange(sequence, Long.MAX_VALUE, Set.of(), false, limit);
        }

        /** Descending, below a sequence. */
        public static SessionRange newestBefore(long sequence, int limit) {
            return new SessionRange(0, sequence, Set.of(), true, limit);
        }

        /** Only events of these types. */
        @SafeVarargs
        public final SessionRange ofTypes(Class<? extends SessionEvent>... wanted) {
            return ofTypes(Arrays.stream(wanted).map(EventJson::typeOf).collect(Collectors.toUnmodifiableSet()));
        }

        /** The same by the names that are stored, whether or not this release knows them; empty is all. */
        public SessionRange ofTypes(Set<String> names) {
            return new SessionRange(after, before, names, descending, limit);
        }
    }
}
