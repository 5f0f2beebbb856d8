package dev.hector.store;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.EventLog.SessionRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Sixteen writers with think time, on sessions of their own and on shared ones, while readers that begin anywhere poll
 * for positions above their last. Afterwards every reader must have seen exactly what the log holds, in its order.
 */
public final class OrderCheck {

    private static final int WRITERS = 16;
    private static final int READERS = 6;
    private static final int SHARED_SESSIONS = 4;

    private final List<EventLog> logs;
    private final Load load;
    private final CountDownLatch writing = new CountDownLatch(WRITERS);
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<SessionKey> sessions = ConcurrentHashMap.newKeySet();

    private OrderCheck(List<EventLog> logs, Load load) {
        this.logs = logs;
        this.load = load;
    }

    /**
     * How much is written.
     *
     * @param appendsByWriter of two events each
     * @param rollBackOneIn one append in so many is preceded by one that is undone
     * @param page how many events a reader asks for at once
     * @param patience how long all of it may take
     */
    public record Load(int appendsByWriter, int rollBackOneIn, int page, Duration patience) {

        public int events() {
            return WRITERS * appendsByWriter * 2;
        }
    }

    /** What readers got wrong. */
    public record Report(int events, int missed, int outOfOrder, int lost, List<SessionKey> sessionsWithHoles) {}

    static Report run(EventLog log, int appendsByWriter) throws Exception {
        return run(List.of(log), new Load(appendsByWriter, 4, 50, Duration.ofMinutes(2)));
    }

    /** Spreads writers and readers over logs that are one log, as those of several processes on one database are. */
    public static Report run(List<EventLog> logs, Load load) throws Exception {
        return new OrderCheck(logs, load).run();
    }

    private Report run() throws Exception {
        try (var threads = Executors.newFixedThreadPool(WRITERS + READERS)) {
            var readers = new ArrayList<Future<Reading>>();
            for (int reader = 0; reader < READERS; reader++) {
                var log = logs.get(reader % logs.size());
                readers.add(threads.submit(() -> read(log)));
            }
            var writers = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < WRITERS; i++) {
                var writer = i;
                var log = logs.get(writer % logs.size());
                writers.add(threads.submit(() -> write(log, writer)));
            }
            for (var writer : writers) {
                writer.get(load.patience().toMillis(), TimeUnit.MILLISECONDS);
            }
            return judge(all(readers));
        }
    }

    private List<Reading> all(List<Future<Reading>> readers) throws Exception {
        var readings = new ArrayList<Reading>();
        for (var reader : readers) {
            readings.add(reader.get(load.patience().toMillis(), TimeUnit.MILLISECONDS));
        }
        return readings;
    }

    private boolean write(EventLog log, int writer) {
        try {
            for (int i = 0; i < load.appendsByWriter(); i++) {
                var own = i % 2 == 0;
                rollBack(log, writer);
                appendTo(log, Sample.session(own ? "own-" + writer : "shared-" + i % SHARED_SESSIONS));
            }
            return true;
        } finally {
            writing.countDown();
        }
    }

    /** The second message has the first one's key, so the first is undone. */
    private void rollBack(EventLog log, int writer) {
        if (ThreadLocalRandom.current().nextInt(load.rollBackOneIn()) == 0) {
            var session = Sample.session("own-" + writer);
            var append = append(session, log.version(session), message("undone", "k"), message("undone", "k"));
            assertThat(log.append(append)).isEqualTo(new AppendResult.KeyTaken());
        }
    }

    /** Tries again until nobody was faster. */
    private void appendTo(EventLog log, SessionKey session) {
        while (true) {
            var version = log.version(session);
            think();
            var append = append(session, version, message("one"), message("two"));
            if (log.append(append) instanceof Appended) {
                append.events().forEach(event -> acknowledged.add(event.eventId()));
                sessions.add(session);
                return;
            }
        }
    }

    static void think() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(3_000_000));
    }

    /** Positions in the order in which they were read, and what stood there. */
    private record Reading(long start, long[] positions, long[] events) {

        static Reading of(long start, List<StoredEvent> events) {
            return new Reading(
                    start,
                    events.stream().mapToLong(StoredEvent::position).toArray(),
                    events.stream().mapToLong(Reading::digest).toArray());
        }

        private static long digest(StoredEvent event) {
            return 31L * event.eventId().hashCode() + event.position();
        }

        int missing(Reading all) {
            var seen = new HashSet<Long>();
            LongStream.of(events).forEach(seen::add);
            var missing = 0;
            for (int i = 0; i < all.positions.length; i++) {
                missing += all.positions[i] > start && !seen.contains(all.events[i]) ? 1 : 0;
            }
            return missing;
        }

        int outOfOrder() {
            var wrong = 0;
            for (int i = 1; i < positions.length; i++) {
                wrong += positions[i] > positions[i - 1] ? 0 : 1;
            }
            return wrong;
        }
    }

    private Reading read(EventLog log) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(300_000_000));
        var head = log.head();
        var start = head == 0 ? 0 : ThreadLocalRandom.current().nextLong(head);
        var parts = new ArrayList<Reading>();
        var last = start;
        while (true) {
            var writersDone = writing.getCount() == 0;
            var page = log.readAll(last, load.page());
            parts.add(Reading.of(start, page));
            if (page.isEmpty() && writersDone) {
                return together(start, parts);
            }
            last = page.isEmpty() ? last : page.getLast().position();
        }
    }

    private static Reading together(long start, List<Reading> parts) {
        return new Reading(
                start,
                parts.stream()
                        .flatMapToLong(part -> LongStream.of(part.positions()))
                        .toArray(),
                parts.stream()
                        .flatMapToLong(part -> LongStream.of(part.events()))
                        .toArray());
    }

    private Report judge(List<Reading> readings) {
        var all = everything();
        var missed = readings.stream().mapToInt(reading -> reading.missing(all)).sum();
        var outOfOrder = readings.stream().mapToInt(Reading::outOfOrder).sum();
        return new Report(all.positions().length, missed, outOfOrder, acknowledged.size(), sessionsWithHoles());
    }

    /** The whole log, page by page; what is found of the acknowledged is no longer missing. */
    private Reading everything() {
        var parts = new ArrayList<Reading>();
        var page = logs.getFirst().readAll(0, 10_000);
        while (!page.isEmpty()) {
            parts.add(Reading.of(0, page));
            page.forEach(event -> acknowledged.remove(event.eventId()));
            page = logs.getFirst().readAll(page.getLast().position(), 10_000);
        }
        return together(0, parts);
    }

    private List<SessionKey> sessionsWithHoles() {
        return sessions.stream().filter(this::hasHoles).toList();
    }

    private boolean hasHoles(SessionKey session) {
        var log = logs.getFirst();
        var expected = 0L;
        var page = log.readSession(session, SessionRange.after(0, 10_000));
        while (!page.isEmpty()) {
            for (var event : page) {
                if (event.sequence() != ++expected) {
                    return true;
                }
            }
            page = log.readSession(session, SessionRange.after(expected, 10_000));
        }
        return expected != log.version(session);
    }
}
