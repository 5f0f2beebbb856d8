package dev.hector.store;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.EventLog.SessionRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sixteen writers with think time, on sessions of their own and on shared ones, while readers that begin anywhere poll
 * for positions above their last. Afterwards every reader must have seen exactly what the log holds, in its order.
 */
final class OrderCheck {

    private static final int WRITERS = 16;
    private static final int READERS = 6;
    private static final int SHARED_SESSIONS = 4;

    private final EventLog log;
    private final int appends;
    private final CountDownLatch writing = new CountDownLatch(WRITERS);
    private final ConcurrentHashMap<String, SessionKey> acknowledged = new ConcurrentHashMap<>();

    private OrderCheck(EventLog log, int appends) {
        this.log = log;
        this.appends = appends;
    }

    /** What readers got wrong. */
    record Report(int events, int missed, int outOfOrder, int lost, List<SessionKey> sessionsWithHoles) {}

    static Report run(EventLog log, int appendsByWriter) throws Exception {
        return new OrderCheck(log, appendsByWriter).run();
    }

    private Report run() throws Exception {
        try (var threads = Executors.newFixedThreadPool(WRITERS + READERS)) {
            var readers = new ArrayList<Future<Reading>>();
            for (int reader = 0; reader < READERS; reader++) {
                readers.add(threads.submit(this::read));
            }
            var writers = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < WRITERS; i++) {
                var writer = i;
                writers.add(threads.submit(() -> write(writer)));
            }
            for (var writer : writers) {
                writer.get(2, TimeUnit.MINUTES);
            }
            return judge(all(readers));
        }
    }

    private static List<Reading> all(List<Future<Reading>> readers) throws Exception {
        var readings = new ArrayList<Reading>();
        for (var reader : readers) {
            readings.add(reader.get(1, TimeUnit.MINUTES));
        }
        return readings;
    }

    private boolean write(int writer) {
        try {
            for (int i = 0; i < appends; i++) {
                var own = i % 2 == 0;
                rollBack(writer);
                appendTo(Sample.session(own ? "own-" + writer : "shared-" + i % SHARED_SESSIONS));
            }
            return true;
        } finally {
            writing.countDown();
        }
    }

    /** The second event has the first one's id, so the first is undone. */
    private void rollBack(int writer) {
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            var session = Sample.session("own-" + writer);
            var event = Sample.newEvent(message("undone"));
            var append = new Append(session, log.version(session), List.of(event, event));
            assertThat(catchThrowable(() -> log.append(append))).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Tries again until nobody was faster. */
    private void appendTo(SessionKey session) {
        while (true) {
            var version = log.version(session);
            think();
            var append = append(session, version, message("one"), message("two"));
            if (log.append(append) instanceof Appended) {
                append.events().forEach(event -> acknowledged.put(event.eventId(), session));
                return;
            }
        }
    }

    static void think() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(3_000_000));
    }

    private record Reading(long start, List<StoredEvent> events) {}

    private Reading read() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(300_000_000));
        var head = log.head();
        var start = head == 0 ? 0 : ThreadLocalRandom.current().nextLong(head);
        var events = new ArrayList<StoredEvent>();
        var last = start;
        while (true) {
            var writersDone = writing.getCount() == 0;
            var page = log.readAll(last, 50);
            events.addAll(page);
            if (page.isEmpty() && writersDone) {
                return new Reading(start, events);
            }
            last = page.isEmpty() ? last : page.getLast().position();
        }
    }

    private Report judge(List<Reading> readings) {
        var events = log.readAll(0, Integer.MAX_VALUE);
        var missed = 0;
        var outOfOrder = 0;
        for (var reading : readings) {
            missed += missed(reading, events);
            outOfOrder += outOfOrder(reading.events());
        }
        return new Report(events.size(), missed, outOfOrder, lost(events), sessionsWithHoles());
    }

    private static int missed(Reading reading, List<StoredEvent> events) {
        var seen = new HashSet<>(
                reading.events().stream().map(StoredEvent::eventId).toList());
        return Math.toIntExact(events.stream()
                .filter(event -> event.position() > reading.start() && !seen.contains(event.eventId()))
                .count());
    }

    private static int outOfOrder(List<StoredEvent> events) {
        var wrong = 0;
        for (int i = 1; i < events.size(); i++) {
            wrong += events.get(i).position() > events.get(i - 1).position() ? 0 : 1;
        }
        return wrong;
    }

    private int lost(List<StoredEvent> events) {
        var stored = new HashSet<>(events.stream().map(StoredEvent::eventId).toList());
        return Math.toIntExact(acknowledged.keySet().stream()
                .filter(id -> !stored.contains(id))
                .count());
    }

    private List<SessionKey> sessionsWithHoles() {
        return acknowledged.values().stream().distinct().filter(this::hasHoles).toList();
    }

    private boolean hasHoles(SessionKey session) {
        var events = log.readSession(session, SessionRange.after(0, Integer.MAX_VALUE));
        var expected = 0L;
        for (var event : events) {
            if (event.sequence() != ++expected) {
                return true;
            }
        }
        return expected != log.version(session);
    }
}
