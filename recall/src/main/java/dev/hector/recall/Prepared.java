package dev.hector.recall;

import org.jspecify.annotations.Nullable;

/** A memory taken apart into what an index keeps of it, which takes longer than to add it; any thread may do it. */
public final class Prepared {

    private final Entry entry;
    private final @Nullable Quantised vector;

    /** @param vector as {@link MemoryIndex#add(Memory, float[])} takes it */
    public Prepared(Memory memory, float @Nullable [] vector) {
        this.entry = Entry.of(memory);
        this.vector = vector == null ? null : Quantised.of(vector);
    }

    Entry entry() {
        return entry;
    }

    @Nullable
    Quantised vector() {
        return vector;
    }
}
