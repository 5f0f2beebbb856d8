package dev.hector.longterm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hector.recall.MemoryIndex;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes over the scopes that were asked for last, in bounded memory. A scope that is too large for it has its newest
 * memories here. An index is read by a thread of its own, once however many wait for it, and also when nobody does any more.
 */
final class ScopeIndexes {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeIndexes.class);

    /** What a memory takes beside its text, its vector of a small model included. */
    private static final int BESIDE_TEXT = 2_000;

    private static final int PER_CHARACTER = 3;

    /** Of what one scope may take, where not all of it fits: the rest is to grow into. */
    private static final double FILLED = 0.75;

    private static final int UNIT = 1_024;
    private static final int READERS = 8;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final long mostBytes;
    private final Cache<Scope, ScopeIndex> indexes;
    private final Map<Scope, CompletableFuture<ScopeIndex>> reading = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor readers;
    private final Set<Scope> toldOf = ConcurrentHashMap.newKeySet();

    /** @param mostBytes of all indexes together */
    ScopeIndexes(long mostBytes) {
        this.mostBytes = mostBytes;
        this.indexes = Caffeine.newBuilder()
                .maximumWeight(Math.max(1, mostBytes / UNIT))
                .executor(Runnable::run)
                .<Scope, ScopeIndex>weigher((_, index) -> (int) Math.min(Integer.MAX_VALUE, index.bytes() / UNIT + 1))
                .build();
        this.readers = new ThreadPoolExecutor(
                READERS,
                READERS,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("reading-memories-", 0).factory());
        readers.allowCoreThreadTimeOut(true);
    }

    /** A quarter of the heap. */
    static long defaultBytes() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /**
     * The scope's index with everything that was committed before the call; empty when it takes longer than {@code patience}
     * to read it, which goes on.
     */
    Optional<ScopeIndex> of(Scope scope, AgentMemory memory, Duration patience) {
        var known = indexes.getIfPresent(scope);
        var index = known == null ? read(scope, patience, () -> first(scope, memory)) : Optional.of(known);
        return index.flatMap(found -> refreshed(found, scope, memory, patience));
    }

    private Optional<ScopeIndex> refreshed(ScopeIndex index, Scope scope, AgentMemory memory, Duration patience) {
        if (!index.refresh(memory.store())) {
            return Optional.of(index);
        }
        if (index.bytes() <= mostBytes) {
            indexes.put(scope, index);
            return Optional.of(index);
        }
        indexes.asMap().remove(scope, index);
        return read(scope, patience, () -> inPlaceOf(index, scope, memory));
    }

    private Optional<ScopeIndex> read(Scope scope, Duration patience, Supplier<ScopeIndex> reader) {
        var index =
                reading.computeIfAbsent(scope, _ -> CompletableFuture.supplyAsync(() -> kept(scope, reader), readers));
        try {
            return Optional.of(index.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
        }
    }

    private ScopeIndex kept(Scope scope, Supplier<ScopeIndex> reader) {
        try {
            var known = indexes.getIfPresent(scope);
            var index = known == null ? reader.get() : known;
            indexes.put(scope, index);
            return index;
        } finally {
            reading.remove(scope);
        }
    }

    private ScopeIndex first(Scope scope, AgentMemory memory) {
        var begun = System.nanoTime();
        var index = readAbove(floor(scope, memory), scope, memory);
        if (index.bytes() > mostBytes) {
            index = inPlaceOf(index, scope, memory);
        }
        LOG.debug("{} memories of {} read in {} ms", index.size(), scope, (System.nanoTime() - begun) / 1_000_000);
        return index;
    }

    /** Of one that has outgrown its bounds. */
    private ScopeIndex inPlaceOf(ScopeIndex outgrown, Scope scope, AgentMemory memory) {
        return readAbove(floor(scope, memory, (double) outgrown.bytes() / outgrown.size()), scope, memory);
    }

    private static ScopeIndex readAbove(long floor, Scope scope, AgentMemory memory) {
        var index = new ScopeIndex(scope, memory.embedder().model(), floor, new MemoryIndex());
        index.refresh(memory.store());
        return index;
    }

    /** Below what fits; 0 when all does. */
    private long floor(Scope scope, AgentMemory memory) {
        var size = memory.store().read(rows -> MemoryQueries.size(rows, scope));
        var bytes = size.memories() * BESIDE_TEXT + size.characters() * PER_CHARACTER;
        return bytes <= mostBytes ? 0 : floor(scope, memory, (double) bytes / size.memories());
    }

    private long floor(Scope scope, AgentMemory memory, double bytesOfOne) {
        var newest = (long) (FILLED * mostBytes / bytesOfOne);
        if (toldOf.add(scope)) {
            if (memory.pgVector().isUsable()) {
                LOG.info(
                        "Recall has the newest {} memories of {} in memory and asks the store for older ones",
                        newest,
                        scope);
            } else {
                LOG.warn(
                        "Recall looks only at the newest {} memories of {}: more needs a larger heap, or pgvector",
                        newest,
                        scope);
            }
        }
        return memory.store().read(rows -> MemoryQueries.floor(rows, scope, newest));
    }

    /** About how much all indexes take. */
    long bytes() {
        indexes.cleanUp();
        return indexes.asMap().values().stream().mapToLong(ScopeIndex::bytes).sum();
    }
}
