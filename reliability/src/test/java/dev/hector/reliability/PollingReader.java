package dev.hector.reliability;

import dev.hector.reliability.Reading.Seen;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Follows the log from where it is now by positions above the last one seen, through every outage. */
final class PollingReader {

    private static final long PAUSE_NANOS = 20_000_000;

    private final LogTable log;
    private final long start;
    private final List<Seen> seen = new ArrayList<>();
    private final AtomicBoolean last = new AtomicBoolean();
    private final Thread thread;

    private PollingReader(LogTable log, long start) {
        this.log = log;
        this.start = start;
        this.thread = Thread.ofVirtual().start(this::follow);
    }

    static PollingReader fromHere(LogTable log) throws SQLException {
        return new PollingReader(log, log.head());
    }

    private void follow() {
        while (!last.get()) {
            try {
                look();
            } catch (SQLException away) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void look() throws SQLException {
        var from = seen.isEmpty() ? start : seen.getLast().position();
        log.events(from).forEach(event -> seen.add(new Seen(event.position(), event.eventId())));
    }

    /** What was seen, up to now. */
    Reading end() throws SQLException, InterruptedException {
        last.set(true);
        thread.join();
        look();
        return new Reading(start, seen);
    }
}
