package dev.hector.client;

import dev.hector.wire.FoundViews.MemoryPage;
import dev.hector.wire.FoundViews.SearchPage;
import dev.hector.wire.Views.EventPage;
import dev.hector.wire.Views.EventView;
import dev.hector.wire.Views.ImportedView;
import dev.hector.wire.Views.MessagePage;
import dev.hector.wire.Views.MessageResponseView;
import dev.hector.wire.Views.SessionPage;
import dev.hector.wire.Views.SessionView;
import dev.hector.wire.Views.WorkingMemoryView;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of one agent on behalf of one user, wherever they are: {@link HectorClient} opens them. Calls block their thread,
 * and many threads may use one client. What is not granted, or cannot be reached, is a {@link RefusedException}; so is a
 * call whose thread is interrupted.
 */
public interface SessionClient extends AutoCloseable {

    /**
     * Which sessions to list.
     *
     * @param status {@code active}, {@code ended} or empty for both
     * @param userId empty for all users
     * @param order {@code asc}, {@code desc} or empty
     */
    record SessionFilter(String status, String userId, String order) {

        /** No condition; newest activity first. */
        public static final SessionFilter ALL = new SessionFilter("", "", "");
    }

    /**
     * Which events to list.
     *
     * @param after only those with a higher sequence
     * @param types empty for all
     */
    record EventFilter(long after, List<String> types) {

        /** Every event. */
        public static final EventFilter ALL = new EventFilter(0, List.of());
    }

    /**
     * What to search for, and where; empty and null are any.
     *
     * @param order {@code relevance} or {@code newest}
     * @param from only what was said at this time or later
     * @param to only what was said before
     */
    record SearchFilter(
            String query,
            String order,
            String sessionId,
            String role,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Makes a session with an id of the server's choice. */
    SessionView create();

    /**
     * The session of this id, made when there is none.
     *
     * @throws RefusedException with {@code session_exists} when the id was deleted, or is somebody else's
     */
    SessionView createOrGet(String sessionId);

    /** The session as described, made when there is none; one that is there is not changed. */
    SessionView createOrGet(String sessionId, TranscriptLine description);

    /** @throws RefusedException with {@code session_not_found} when there is none, or it is somebody else's */
    SessionView get(String sessionId);

    /**
     * A page of the agent's sessions, those with the newest activity first unless the filter says otherwise.
     *
     * @param pageSize from 1 to 1000
     * @param pageToken of the page before; empty for the first page
     */
    SessionPage list(SessionFilter filter, int pageSize, String pageToken);

    /** Ends the session as completed: it can be read and takes no more messages. Ending it again changes nothing. */
    SessionView end(String sessionId);

    /** Deletes the session with what is remembered of it; its id is not free again. */
    void delete(String sessionId);

    /**
     * Sends a message and waits for its answer. The pieces are handed on, on this thread, as they come; together they are the
     * answer's response. The message is stored before the model is asked, also when this call then fails.
     *
     * @throws RefusedException such as {@code session_busy} or {@code model_failed}; {@code broken_stream} when the answer
     *     broke off and could not be taken up again
     */
    MessageResponseView send(String sessionId, String message, Consumer<String> pieces);

    /** A page of what the server keeps of the session, in its order; pages as in {@link #list}. */
    EventPage events(String sessionId, EventFilter filter, int pageSize, String pageToken);

    /** Hands on the events that match, those of the past first, until the session is deleted. */
    void follow(String sessionId, EventFilter filter, Consumer<EventView> events);

    /** What the model would be given now. */
    WorkingMemoryView workingMemory(String sessionId);

    /**
     * Stores messages in their order without asking the model: all of them, but for those whose ids are stored already, or
     * none. At most 500, of at most 1 MiB together.
     */
    ImportedView store(String sessionId, List<TranscriptLine> messages);

    /** A page of the transcript, in its order; pages as in {@link #list}. */
    MessagePage messages(String sessionId, int pageSize, String pageToken);

    /** Messages and summaries of the caller's sessions that have these words, best first; pages as in {@link #list}. */
    SearchPage search(SearchFilter filter, int pageSize, String pageToken);

    /**
     * What long-term memory holds about a question.
     *
     * @param limit how many memories at most; 0 is what the agent is configured to recall
     */
    MemoryPage recall(String sessionId, String query, int limit);

    /** The same on behalf of somebody else; closing it closes nothing. */
    SessionClient onBehalfOf(String user);

    /** Lets go of connections of its own; calls that are under way may fail. */
    @Override
    void close();
}
