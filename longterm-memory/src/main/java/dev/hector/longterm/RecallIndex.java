package dev.hector.longterm;

import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Finds memories by their words and their meaning. One thread at a time changes it while others search. */
interface RecallIndex {

    /** Takes a memory in, or its vector when it is in already. */
    void put(Indexed memory);

    /** Forgets a session. */
    void remove(String sessionId);

    /** Best first, and always in the same order. */
    List<Match> search(Question question);

    /** How many memories it has. */
    int size();

    /** About how much memory it takes. */
    long bytes();

    /**
     * What to look for.
     *
     * @param vector null looks for its words only
     * @param wanted whether a memory may be found, by its session and sequence
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Question(String text, float @Nullable [] vector, Instant now, int limit, BiPredicate<String, Long> wanted) {}
}
