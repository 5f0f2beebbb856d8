package dev.hector.longterm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hector.recall.MemoryIndex;
import dev.hector.store.SessionStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes over the scopes that were asked for last, in bounded memory. A scope that is too large for it is searched
 * among its newest memories.
 */
final class ScopeIndexes {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeIndexes.class);

    /** What a memory takes beside its text, its vector of a small model included. */
    private static final int BESIDE_TEXT = 2_000;

    private static final int PER_CHARACTER = 3;

    /** Of what one scope may take, where not all of it fits: the rest is to grow into. */
    private static final double FILLED = 0.75;

    private static final int UNIT = 1_024;

    private final long mostBytes;
    private final Cache<Scope, ScopeIndex> indexes;
    private final Set<Scope> toldOf = ConcurrentHashMap.newKeySet();

    /** @param mostBytes of all indexes together */
    ScopeIndexes(long mostBytes) {
        this.mostBytes = mostBytes;
        this.indexes = Caffeine.newBuilder()
                .maximumWeight(Math.max(1, mostBytes / UNIT))
                .executor(Runnable::run)
                .<Scope, ScopeIndex>weigher((_, index) -> (int) Math.min(Integer.MAX_VALUE, index.bytes() / UNIT + 1))
                .build();
    }

    /** A quarter of the heap. */
    static long defaultBytes() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /** The scope's index with everything that was committed before the call, and vectors of the model. */
    ScopeIndex of(Scope scope, SessionStore store, String model) {
        var index = indexes.get(scope, _ -> new ScopeIndex(scope, model, floor(scope, store), new MemoryIndex()));
        return index.refresh(store) ? bounded(index, scope, store, model) : index;
    }

    /** How much an index takes is counted, and told to the cache, only when it has changed. */
    private ScopeIndex bounded(ScopeIndex changed, Scope scope, SessionStore store, String model) {
        var index = changed;
        if (index.bytes() > mostBytes) {
            index = new ScopeIndex(scope, model, floorAbove(scope, store, changed), new MemoryIndex());
            index.refresh(store);
        }
        indexes.put(scope, index);
        return index;
    }

    /** Below what fits; 0 when all does. */
    private long floor(Scope scope, SessionStore store) {
        var size = store.read(rows -> MemoryQueries.size(rows, scope));
        var bytes = size.memories() * BESIDE_TEXT + size.characters() * PER_CHARACTER;
        return bytes <= mostBytes ? 0 : floor(scope, store, (double) bytes / size.memories());
    }

    /** Of an index that has outgrown its bounds. */
    private long floorAbove(Scope scope, SessionStore store, ScopeIndex outgrown) {
        return floor(scope, store, (double) outgrown.bytes() / outgrown.size());
    }

    private long floor(Scope scope, SessionStore store, double bytesOfOne) {
        var newest = (long) (FILLED * mostBytes / bytesOfOne);
        if (toldOf.add(scope)) {
            LOG.warn("Recall looks only at the newest {} memories of {}: more needs a larger heap", newest, scope);
        }
        return store.read(rows -> MemoryQueries.floor(rows, scope, newest));
    }

    /** About how much all indexes take. */
    long bytes() {
        indexes.cleanUp();
        return indexes.asMap().values().stream().mapToLong(ScopeIndex::bytes).sum();
    }
}
