package dev.hector.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The messages of this process that wait for their session, first come first served. */
final class SessionLines {

    private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();

    /** Takes the place at the end of a session's line. */
    Place join(String session, String key) {
        var line = lines.compute(session, (_, found) -> found == null ? new Line() : found.retain());
        return line.join(session, key);
    }

    int waiting(String session) {
        var line = lines.get(session);
        return line == null ? 0 : line.waiting();
    }

    private void leave(String session) {
        lines.computeIfPresent(session, (_, line) -> line.release());
    }

    /** A message's place in its session's line, given up by {@link #close()}. */
    final class Place implements AutoCloseable {

        private final Line line;
        private final String session;
        private final String key;

        private Place(Line line, String session, String key) {
            this.line = line;
            this.session = session;
            this.key = key;
        }

        /**
         * Waits until it is this message's turn, or until the turn that already answers it runs.
         *
         * @return false when {@code patience} was not enough
         */
        boolean awaitFront(Duration patience) throws InterruptedException {
            return line.await(this, patience);
        }

        /** Whether {@link #awaitFront} would not wait now. */
        boolean isNext() {
            return line.isNext(this);
        }

        /** Nobody else comes to the front until {@link #vacate} says that this turn has ended. */
        void occupy(LiveTurn turn) {
            lines.computeIfPresent(session, (_, found) -> found.retain());
            line.update(() -> line.running = turn);
        }

        void vacate(LiveTurn turn) {
            line.update(() -> line.running = line.running == turn ? null : line.running);
            leave(session);
        }

        @Override
        public void close() {
            line.update(() -> line.places.remove(this));
            leave(session);
        }
    }

    private final class Line {

        private final Lock lock = new ReentrantLock();
        private final Condition moved = lock.newCondition();
        private final Deque<Place> places = new ArrayDeque<>();
        private @Nullable LiveTurn running;
        /** Guarded by the map's entry lock. */
        private int users = 1;

        private Line retain() {
            users++;
            return this;
        }

        private @Nullable Line release() {
            users--;
            return users == 0 ? null : this;
        }

        private Place join(String session, String key) {
            var place = new Place(this, session, key);
            update(() -> places.addLast(place));
            return place;
        }

        private void update(Runnable change) {
            lock.lock();
            try {
                change.run();
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private boolean await(Place place, Duration patience) throws InterruptedException {
            lock.lock();
            try {
                var nanos = patience.toNanos();
                while (!mayGo(place)) {
                    if (nanos <= 0) {
                        return false;
                    }
                    nanos = moved.awaitNanos(nanos);
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        private boolean isNext(Place place) {
            lock.lock();
            try {
                return mayGo(place);
            } finally {
                lock.unlock();
            }
        }

        private int waiting() {
            lock.lock();
            try {
                return places.size();
            } finally {
                lock.unlock();
            }
        }

        private boolean mayGo(Place place) {
            return running == null ? places.peekFirst() == place : running.answers(place.key);
        }
    }
}
