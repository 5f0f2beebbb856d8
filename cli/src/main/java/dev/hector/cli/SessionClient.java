package dev.hector.cli;

import dev.hector.wire.Views.MessageResponseView;
import dev.hector.wire.Views.EventView;
import dev.hector.wire.Views.EventPage;
import dev.hector.wire.Views.ImportedView;
import dev.hector.wire.Views.WorkingMemoryView;
import dev.hector.wire.Views.MessagePage;
import dev.hector.wire.FoundViews.MemoryPage;
import dev.hector.wire.FoundViews.SearchPage;
import dev.hector.wire.Views.SessionView;
import dev.hector.wire.Views.SessionPage;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of one agent on behalf of one user, wherever they are. What is not granted, or cannot be reached, is a
 * {@link RefusedException}; so is a call whose thread is interrupted.
 */
interface SessionClient extends AutoCloseable {

    /**
     * Which sessions to list.
     *
     * @param status {@code active}, {@code ended} or empty for both
     * @param userId empty for all users
     * @param order {@code asc}, {@code desc} or empty
     */
    record SessionFilter(String status, String userId, String order) {}

    /**
     * Which events to list.
     *
     * @param after only those with a higher sequence
     * @param types empty for all
     */
    record EventFilter(long after, List<String> types) {}

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

    /** A new session with an id of the server's choice. */
    SessionView create();

    /** The session of this id, made when there is none. */
    SessionView createOrGet(String sessionId);

    /** The session as described, made when there is none; one that is there is not changed. */
    SessionView createOrGet(String sessionId, TranscriptLine description);

    SessionView get(String sessionId);

    SessionPage list(SessionFilter filter, int pageSize, String pageToken);

    SessionView end(String sessionId);

    void delete(String sessionId);

    /** Sends a message and hands on the pieces of its answer as they come; together they are the answer's response. */
    MessageResponseView send(String sessionId, String message, Consumer<String> pieces);

    EventPage events(String sessionId, EventFilter filter, int pageSize, String pageToken);

    /** Hands on the events that match, those of the past first, until the session is deleted. */
    void follow(String sessionId, EventFilter filter, Consumer<EventView> events);

    WorkingMemoryView workingMemory(String sessionId);

    /**
     * Stores messages in their order without asking the model: all of them, but for those whose ids are stored already, or
     * none. At most 500, of at most 1 MiB together.
     */
    ImportedView store(String sessionId, List<TranscriptLine> messages);

    MessagePage messages(String sessionId, int pageSize, String pageToken);

    /** Messages of the caller's sessions that have these words, newest first. */
    SearchPage search(SearchFilter filter, int pageSize, String pageToken);

    /**
     * What long-term memory holds about a question.
     *
     * @param limit 0 is what the agent is configured to recall
     */
    MemoryPage recall(String sessionId, String query, int limit);

    /** The same on behalf of somebody else; closing it closes nothing. */
    SessionClient onBehalfOf(String user);

    /** Lets what runs in this process end. */
    @Override
    void close();
}
