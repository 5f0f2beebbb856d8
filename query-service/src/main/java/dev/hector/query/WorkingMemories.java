package dev.hector.query;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.ModelContext;
import dev.hector.events.memory.TokenCounter;
import dev.hector.events.memory.WorkingMemory;
import dev.hector.store.UnknownAgentException;
import dev.hector.store.WorkingMemoryLog;
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;

/** What a model is given now, or was given at any event. */
public final class WorkingMemories {

    /** What a memory is folded and shown under. */
    record Given(MemorySettings settings, String instructions) {}

    private final FollowedStores stores;
    private final VisibleSessions visible;
    private final HectorConfig config;
    private final TokenCounter counter;
    private final WorkingMemoryCache memories = new WorkingMemoryCache();

    WorkingMemories(FollowedStores stores, VisibleSessions visible, HectorConfig config, TokenCounter counter) {
        this.stores = stores;
        this.visible = visible;
        this.config = config;
        this.counter = counter;
    }

    /**
     * The working memory as of an event, under the settings and instructions that the session had recorded by then; as of
     * 0, now and under those that are configured now.
     */
    public Reply<ModelContext> read(SessionReference reference, long asOf) {
        var session = reference.session();
        return visible.log(reference).then(log -> {
            var version = log.version(session);
            return asOf < 0 || asOf > version
                    ? Reply.invalid("as_of", "must be from 1 to " + version + ", or 0 for now, not " + asOf)
                    : Reply.of(asOf == 0 ? now(session) : asOf(session, asOf));
        });
    }

    /** Under the settings and instructions that are configured now; the caller has checked who asks. */
    ModelContext now(SessionKey session) {
        return context(session, 0, configured(session.agent()));
    }

    /** Under what the session had recorded by then; the caller has checked who asks. */
    public ModelContext asOf(SessionKey session, long sequence) {
        var found = memories.at(log(session), session, sequence, () -> recorded(session, sequence));
        return context(session, found.memory(), found.given());
    }

    private ModelContext context(SessionKey session, long asOf, Given given) {
        return context(session, log(session).at(session, given.settings(), asOf), given);
    }

    private ModelContext context(SessionKey session, WorkingMemory memory, Given given) {
        var store = stores.forAgent(session.agent()).store();
        return memory.context(given.instructions(), Recollections.of(store, session, memory.recalled()), counter);
    }

    private Given recorded(SessionKey session, long sequence) {
        return log(session)
                .configuredAt(session, sequence)
                .map(agent -> new Given(agent.memory(), agent.instructions()))
                .orElseGet(() -> configured(session.agent()));
    }

    private Given configured(String agent) {
        var settings = config.agents().get(agent);
        if (settings == null) {
            throw new UnknownAgentException(agent, config.agents().keySet());
        }
        return new Given(settings.workingMemory(), settings.instructions());
    }

    private WorkingMemoryLog log(SessionKey session) {
        return new WorkingMemoryLog(stores.forAgent(session.agent()).store());
    }
}
