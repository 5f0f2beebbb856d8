package dev.hector.query;

import dev.hector.wire.SessionReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far a session that is followed may have grown, who has looked, and who waits for more. */
final class Followed {

    private final AtomicLong newest = new AtomicLong();
    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SessionReference reader;

    /** The session has this event. */
    void reach(long sequence) {
        newest.accumulateAndGet(sequence, Math::max);
        wakeAll();
    }

    /** This reader may see the session, and found nothing above the sequence. */
    void foundNothingAbove(long sequence, SessionReference by) {
        newest.accumulateAndGet(sequence, Math::max);
        reader = by;
    }

    /** True when a look into the log would tell this reader nothing new. */
    boolean hasNothingAbove(long sequence, SessionReference forReader) {
        return forReader.equals(reader) && newest.get() <= sequence;
    }

    void add(Wait wait) {
        waiting.add(wait);
    }

    void remove(Wait wait) {
        waiting.remove(wait);
    }

    void wakeAll() {
        waiting.forEach(Wait::wake);
    }
}
