package dev.hector.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hector.events.AgentConfigured;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.WorkingMemory;
import dev.hector.query.WorkingMemories.Given;
import dev.hector.store.StoredEvent;
import dev.hector.store.WorkingMemoryLog;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Caches the working memories that were asked for last; events that came since carry them on. A memory is a
 * function of the log up to its event, so one that is kept never grows wrong, whoever writes to the session.
 */
final class WorkingMemoryCache {

    /** Tokens of kept messages over all sessions; a token is some four characters. */
    private static final int MOST_TOKENS = 4_000_000;

    /** What a memory takes beside its messages, in tokens. */
    private static final int BESIDE_MESSAGES = 200;

    /** A memory that lags by more events is no better than a stored checkpoint. */
    private static final int FURTHEST = 250;

    private static final Duration IDLE = Duration.ofMinutes(5);

    private final Cache<SessionKey, Cached> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_TOKENS)
            .weigher((SessionKey _, Cached kept) -> kept.memory().keptTokens() + BESIDE_MESSAGES)
            .expireAfterAccess(IDLE)
            .build();

    /** A memory, and what it was folded under. */
    record Cached(Given given, WorkingMemory memory) {}

    /**
     * The memory after event {@code sequence}, under what the session had recorded by then.
     *
     * @param recorded asked only when nothing that is kept leads there
     */
    Cached at(WorkingMemoryLog log, SessionKey session, long sequence, Supplier<Given> recorded) {
        var kept = cache.getIfPresent(session);
        if (kept != null && leadsTo(sequence, kept.memory())) {
            var since = log.between(session, kept.memory().through(), sequence);
            if (since.stream().noneMatch(WorkingMemoryCache::changesSettings)) {
                return keep(session, new Cached(kept.given(), carriedOn(kept.memory(), since)), since);
            }
        }
        var given = recorded.get();
        return keep(session, new Cached(given, log.at(session, given.settings(), sequence)), List.of());
    }

    private static boolean leadsTo(long sequence, WorkingMemory memory) {
        return memory.through() <= sequence && sequence - memory.through() <= FURTHEST;
    }

    private static boolean changesSettings(StoredEvent event) {
        return event.event() instanceof AgentConfigured;
    }

    private static WorkingMemory carriedOn(WorkingMemory memory, List<StoredEvent> since) {
        var carriedOn = memory;
        for (var event : since) {
            carriedOn = carriedOn.with(event.sequence(), event.event());
        }
        return carriedOn;
    }

    /** The newest stays; nobody talks in a session that has ended. */
    private Cached keep(SessionKey session, Cached found, List<StoredEvent> since) {
        if (since.stream().anyMatch(event -> event.event() instanceof SessionEnded)) {
            cache.invalidate(session);
        } else {
            cache.asMap().merge(session, found, WorkingMemoryCache::newer);
        }
        return found;
    }

    private static Cached newer(Cached one, Cached other) {
        return one.memory().through() > other.memory().through() ? one : other;
    }
}
