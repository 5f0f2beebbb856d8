package dev.hector.longterm;

import dev.hector.events.SessionKey;
import dev.hector.recall.Hit;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.wire.QueryRefusal;
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What agents remember. Every answer is of a state that has everything which was acknowledged before the question, and
 * nothing of a session that was deleted before it.
 */
public final class LongTermMemory {

    private static final int LONGEST_TEXT = 8_000;
    private static final int MOST_MEMORIES = 100;

    /** Where tokens are scarce, smaller memories take the place of those that do not fit. */
    private static final int SPARE = 3;

    /**
     * What to recall.
     *
     * @param limit 0 is the agent's {@code recall_limit}
     * @param heldFrom nothing of this session from this sequence on; 0 leaves nothing out
     * @param maxTokens of all memories together; 0 is no limit
     */
    public record Question(SessionReference session, String text, int limit, long heldFrom, int maxTokens) {}

    /** A memory, and why it was recalled. */
    public record Recalled(StoredMemory memory, Hit hit) {}

    private final RememberingAgents agents;
    private final ScopeSearch search;
    private final Owners owners;

    LongTermMemory(RememberingAgents agents, ScopeSearch search, Owners owners) {
        this.agents = agents;
        this.search = search;
        this.owners = owners;
    }

    /**
     * The memories that answer best, best first, from where the agent's scope allows. Throws
     * {@link BeingReadException} when they are being read and that takes too long to wait for.
     */
    public Reply<List<Recalled>> recall(Question question) {
        if (question.text().isBlank() || question.text().length() > LONGEST_TEXT) {
            return Reply.invalid("query", "must have from 1 to " + LONGEST_TEXT + " characters");
        }
        if (question.limit() < 0 || question.limit() > MOST_MEMORIES) {
            return Reply.invalid("limit", "must be from 1 to " + MOST_MEMORIES + ", or 0 for the agent's own");
        }
        return remembering(question.session())
                .then(memory -> owner(question.session(), memory)
                        .map(owner -> memory.read(view -> recalled(
                                question, memory, scope(view, question.session().session(), owner, memory)))));
    }

    /**
     * How many memories of a session may be recalled.
     *
     * @param waiting of these, found by their words alone until they are embedded
     */
    public record Count(long memories, long waiting) {}

    /** How many memories of the session may be recalled. */
    public Reply<Count> count(SessionReference reference) {
        var session = reference.session();
        return remembering(reference)
                .then(memory -> owner(reference, memory)
                        .map(_ -> memory.read(view -> {
                            var scope = new Scope(view, session.tenant(), session.agent(), null, session.sessionId());
                            var model = memory.embedder().model();
                            var counted = memory.store().read(rows -> MemoryQueries.count(rows, scope, model));
                            return new Count(counted.memories(), counted.waiting());
                        })));
    }

    private Reply<AgentMemory> remembering(SessionReference reference) {
        var agent = reference.session().agent();
        return agents.named(agent)
                .map(Reply::of)
                .orElseGet(() -> Reply.refused(new QueryRefusal.LongTermMemoryOff(agent)));
    }

    /** Whose session it is, if it may be seen. */
    private Reply<String> owner(SessionReference reference, AgentMemory memory) {
        var session = reference.session();
        var log = memory.store().log();
        return newestIsDeletion(log, session)
                ? Reply.refused(new QueryRefusal.SessionNotFound(session))
                : owners.of(
                                session,
                                () -> log.readSession(session, SessionRange.after(0, 1)).stream()
                                        .findFirst())
                        .filter(reference::mayBeOf)
                        .map(Reply::of)
                        .orElseGet(() -> Reply.refused(new QueryRefusal.SessionNotFound(session)));
    }

    /** A deleted session says nothing after its deletion. */
    private static boolean newestIsDeletion(EventLog log, SessionKey session) {
        return log.readSession(session, SessionRange.newestBefore(Long.MAX_VALUE, 1)).stream()
                .anyMatch(Endings::isDeletion);
    }

    private static Scope scope(View view, SessionKey session, String owner, AgentMemory memory) {
        return switch (memory.config().storageScope()) {
            case ALL -> new Scope(view, session.tenant(), session.agent(), null, null);
            case SESSION -> new Scope(view, session.tenant(), session.agent(), null, session.sessionId());
            case CONVERSATIONAL, SUMMARIES_ONLY -> new Scope(view, session.tenant(), session.agent(), owner, null);
        };
    }

    private List<Recalled> recalled(Question question, AgentMemory memory, Scope scope) {
        var limit = question.limit() == 0 ? memory.config().recallLimit() : question.limit();
        var hits = search.hits(asked(question, limit), memory, scope);
        return within(question.maxTokens(), limit, stored(hits, memory, scope));
    }

    private static dev.hector.recall.Question asked(Question question, int limit) {
        var asking = question.session().session().sessionId();
        var heldFrom = question.heldFrom() == 0 ? Long.MAX_VALUE : question.heldFrom();
        return new dev.hector.recall.Question(
                question.text(),
                question.maxTokens() == 0 ? limit : limit * SPARE,
                origin -> origin.sequence() < heldFrom || !origin.sessionId().equals(asking));
    }

    /** The memories of these hits that are still there, and within the scope. */
    private static List<Recalled> stored(List<Hit> hits, AgentMemory memory, Scope scope) {
        var positions = hits.stream().map(hit -> hit.origin().id()).toList();
        var found = memory.store().read(rows -> MemoryQueries.find(rows, scope, positions)).stream()
                .collect(Collectors.toMap(StoredMemory::position, one -> one));
        return hits.stream()
                .flatMap(hit -> Stream.ofNullable(found.get(hit.origin().id())).map(one -> new Recalled(one, hit)))
                .toList();
    }

    private static List<Recalled> within(int maxTokens, int limit, List<Recalled> found) {
        var kept = new ArrayList<Recalled>();
        var left = maxTokens == 0 ? Long.MAX_VALUE : maxTokens;
        for (var one : found) {
            var tokens = one.memory().tokens();
            if (kept.size() < limit && tokens <= left) {
                kept.add(one);
                left -= tokens;
            }
        }
        return kept;
    }
}
