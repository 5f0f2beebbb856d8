package dev.hector.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hector.events.SessionKey;
import dev.hector.store.EventLog.SessionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;

/**
 * Caches what this process committed last for its readers. Events never change and have no gaps, so a run that
 * is here from its first to its last event is what the database holds; of what others commit it knows nothing.
 */
final class RecentEventCache {

    /** A power of two. */
    private static final int POSITIONS = 2048;

    private static final int PER_SESSION = 8;

    /** Of payloads, with something for what else an event takes. */
    private static final long CHARACTERS = 8_000_000;

    private static final int BESIDE_PAYLOAD = 500;

    /** More than this in one event is kept in the database only. */
    private static final int LONGEST_PAYLOAD = 8_192;

    private final AtomicReferenceArray<StoredEvent> byPosition = new AtomicReferenceArray<>(POSITIONS);
    private final Cache<SessionKey, List<StoredEvent>> bySession = Caffeine.newBuilder()
            .maximumWeight(CHARACTERS)
            .weigher(RecentEventCache::weight)
            .build();

    private static int weight(SessionKey session, List<StoredEvent> events) {
        return events.stream()
                .mapToInt(event -> event.payload().length() + BESIDE_PAYLOAD)
                .sum();
    }

    /** Takes in what was just committed. */
    void add(Append append, AppendResult.Appended result) {
        var rows = append.rows();
        var before = result.position() - rows.size();
        var events = new ArrayList<StoredEvent>(rows.size());
        for (var i = 0; i < rows.size(); i++) {
            events.add(StoredEvent.of(
                    append.events().get(i),
                    rows.get(i),
                    append.session(),
                    append.expectedVersion() + i + 1,
                    before + i + 1));
        }
        if (events.stream().allMatch(event -> event.payload().length() <= LONGEST_PAYLOAD)) {
            events.forEach(event -> byPosition.set(slot(event.position()), event));
            bySession.asMap().merge(append.session(), events, RecentEventCache::joined);
        }
    }

    private static List<StoredEvent> joined(List<StoredEvent> earlier, List<StoredEvent> later) {
        if (earlier.getLast().sequence() + 1 != later.getFirst().sequence()) {
            return earlier.getLast().sequence() < later.getLast().sequence() ? later : earlier;
        }
        var all = Stream.concat(earlier.stream(), later.stream()).toList();
        return all.subList(Math.max(0, all.size() - PER_SESSION), all.size());
    }

    private static int slot(long position) {
        return (int) (position & (POSITIONS - 1));
    }

    /** The next events above a position, at most {@code limit} and perhaps fewer than there are; none are not known. */
    List<StoredEvent> after(long position, int limit) {
        var events = new ArrayList<StoredEvent>();
        for (var next = position + 1; events.size() < limit; next++) {
            var event = byPosition.get(slot(next));
            if (event == null || event.position() != next) {
                break;
            }
            events.add(event);
        }
        return events;
    }

    /** The events of a range that begins and ends within what is known here. */
    Optional<List<StoredEvent>> of(SessionKey session, SessionRange range) {
        if (range.before() == Long.MAX_VALUE || range.descending()) {
            return Optional.empty();
        }
        var known = bySession.getIfPresent(session);
        return known == null
                        || known.getFirst().sequence() > range.after() + 1
                        || known.getLast().sequence() < range.before() - 1
                ? Optional.empty()
                : Optional.of(within(known, range));
    }

    private static List<StoredEvent> within(List<StoredEvent> known, SessionRange range) {
        return known.stream()
                .filter(event -> event.sequence() > range.after() && event.sequence() < range.before())
                .filter(event -> range.types().isEmpty() || range.types().contains(event.type()))
                .limit(range.limit())
                .toList();
    }
}
