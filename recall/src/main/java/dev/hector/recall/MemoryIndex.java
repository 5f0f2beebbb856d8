package dev.hector.recall;

import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
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

    private MemoryTable table;

    public MemoryIndex() {
        this(DotProduct.fastest());
    }

    MemoryIndex(DotProduct dotProduct) {
        table = new MemoryTable(dotProduct);
    }

    /**
     * Adds a memory, in place of one that has its id. Without a vector it is found by words alone.
     *
     * @param vector of {@link SpokenText#text()}, of the model that embeds the questions; any length but nought
     * @throws IllegalArgumentException if another memory has its place in the session, or the vector another number of
     *     dimensions than the index's first; nothing is changed then
     */
    public void add(Memory memory, float @Nullable [] vector) {
        var entry = Entry.of(memory);
        var quantised = vector == null ? null : Quantised.of(vector);
        writing(() -> {
            table.check(entry.origin(), quantised);
            var removed = removeRow(entry.origin().id());
            table.add(entry, quantised);
            return removed;
        });
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

    /** The best memories, the best first; of equals, the one with the higher id. Empty if nothing fits at all. */
    public List<Hit> search(Question question, float @Nullable [] vector) {
        var quantised = vector == null ? null : Quantised.of(vector);
        return reading(() -> new Search(question, quantised, table).hits());
    }

    /**
     * The text whose vector to search with: the question in the first person of those it names among the speakers, since
     * that is how they said it, and since a name in a question draws it to every mention of the name.
     */
    public String toEmbed(String question) {
        return reading(() -> table.speakers.asSpoken(question));
    }

    public int size() {
        return reading(table::size);
    }

    /** About how much of the heap it holds. */
    public long bytes() {
        return reading(table::bytes);
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
