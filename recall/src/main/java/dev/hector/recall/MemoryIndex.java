package dev.hector.recall;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Memories in which the best for a question are found, by words and, where they have vectors, by meaning. What it answers
 * depends on the memories it holds, never on the order they came in.
 *
 * <p>Safe for any number of threads: searches run side by side and see every change that returned before they began; a
 * change waits for the searches under way and stops new ones while it is made, some microseconds.
 */
public final class MemoryIndex {

    private static final int FEWEST_EMPTY_ROWS = 1024;

    /** Fair: searches on virtual threads that overtake one which waits for a carrier would keep a writer out for ever. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    private final AtomicReference<@Nullable ScoreArrays> spare = new AtomicReference<>();

    private MemoryTable table = new MemoryTable();

    /**
     * Adds a memory, in place of one that has its id. Without a vector it is found by words alone.
     *
     * @param vector of {@link SpokenText#text()}, of the model that embeds the questions; any length but nought
     * @throws IllegalArgumentException if another memory has its place in the session, or the vector another number of
     *     dimensions than the index's first; nothing is changed then
     */
    public void add(Memory memory, float @Nullable [] vector) {
        var prepared = new Prepared(memory, vector);
        writing(() -> put(prepared));
    }

    /** Adds memories as {@link #add} does, one after the other; searches wait until all are added, or one is refused. */
    public void addAll(Collection<Prepared> memories) {
        writing(() -> {
            memories.forEach(this::put);
            return memories.size();
        });
    }

    private boolean put(Prepared prepared) {
        var entry = prepared.entry();
        table.check(entry.origin(), prepared.vector());
        var removed = removeRow(entry.origin().id());
        table.add(entry, prepared.vector());
        return removed;
    }

    /** Gives a memory its vector. False if there is no such memory, as when it was removed meanwhile. */
    public boolean embedded(long id, float[] vector) {
        var quantised = Quantised.of(vector);
        return writing(() -> {
            var row = table.find(id);
            if (row != null) {
                table.vectors.set(row, quantised);
            }
            return row != null;
        });
    }

    /** False if there is no such memory. */
    public boolean remove(long id) {
        return writing(() -> removeRow(id));
    }

    /** Removes all memories of a session and says how many they were. */
    public int removeSession(String sessionId) {
        return writing(() -> {
            var rows = table.neighbours.of(sessionId);
            rows.forEach(table::remove);
            compact();
            return rows.size();
        });
    }

    /** The best memories, best first, then by the higher id. Empty if nothing fits at all. */
    public List<Hit> search(Question question, float @Nullable [] vector) {
        var quantised = vector == null ? null : Quantised.of(vector);
        return searching(room -> {
            var search = new Search(question, quantised, table, new Corpus(table, TermStatistics.NONE), room);
            return ranked(search.candidates(search.maxima()), question);
        });
    }

    /** The best of these memories and of those elsewhere, ranked as if one index held them all. */
    public List<Hit> search(Question question, float @Nullable [] vector, ExternalCandidates external) {
        var quantised = vector == null ? null : Quantised.of(vector);
        var others = external.candidates();
        var ofOthers = question.only(external.whole());
        return searching(room -> others.searching(more -> {
            var corpus = new Corpus(table, external.all());
            var here = new Search(question, quantised, table, corpus, room);
            var there = new Search(ofOthers, quantised, others.table, corpus, more);
            var maxima = here.maxima().or(there.maxima());
            var both = Stream.concat(here.candidates(maxima).stream(), there.candidates(maxima).stream());
            return ranked(both.sorted(Candidate.BEST_FIRST).toList(), question);
        }));
    }

    private static List<Hit> ranked(List<Candidate> candidates, Question question) {
        return Diversification.of(candidates).stream()
                .limit(question.limit())
                .map(Candidate::hit)
                .toList();
    }

    /**
     * The text whose vector to search with: the question in the first person of those it names among the speakers, since
     * that is how they said it, and since a name in a question draws it to every mention of the name.
     */
    public String toEmbed(String question) {
        return toEmbed(question, Set.of());
    }

    /** @param external who speaks in the memories that the index does not hold */
    public String toEmbed(String question, Collection<String> external) {
        return reading(() -> table.speakers.asSpoken(question, external));
    }

    public int size() {
        return reading(table::size);
    }

    /** About how much of the heap it holds. */
    public long bytes() {
        return reading(() -> table.bytes() + ScoreArrays.bytes(table.rows()));
    }

    private boolean removeRow(long id) {
        var row = table.find(id);
        if (row == null) {
            return false;
        }
        table.remove(row);
        compact();
        return true;
    }

    private void compact() {
        var empty = table.rows() - table.size();
        if (empty > FEWEST_EMPTY_ROWS && empty > table.size() / 2) {
            table = table.copy();
        }
    }

    /** Searches one after the other use the same room; of those side by side, all but one bring their own. */
    private <T> T searching(Function<ScoreArrays, T> search) {
        return reading(() -> {
            var kept = spare.getAndSet(null);
            var room = kept != null && kept.hold(table.rows()) ? kept : ScoreArrays.forSome(table.rows());
            try {
                return search.apply(room);
            } finally {
                spare.set(room);
            }
        });
    }

    private <T> T reading(Supplier<T> search) {
        lock.readLock().lock();
        try {
            return search.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private <T> T writing(Supplier<T> change) {
        lock.writeLock().lock();
        try {
            return change.get();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
