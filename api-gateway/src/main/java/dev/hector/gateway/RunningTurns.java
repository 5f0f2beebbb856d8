package dev.hector.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The turns that this process runs now, and whether it may begin more. */
final class RunningTurns {

    private final Lock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final Map<String, LiveTurn> turns = new HashMap<>();
    private final TurnWatch watch;
    private int entered;
    private boolean closed;

    RunningTurns() {
        this(TurnWatch.NONE);
    }

    RunningTurns(TurnWatch watch) {
        this.watch = watch;
    }

    TurnWatch watch() {
        return watch;
    }

    /** @throws RefusedException when the process is stopping */
    void enter() {
        lock.lock();
        try {
            if (closed) {
                throw Refusal.of(ErrorCode.SHUTTING_DOWN, "The server is stopping: it begins no more turns.")
                        .asException();
            }
            entered++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            entered--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void add(LiveTurn turn) {
        lock.lock();
        try {
            turns.put(turn.notice().getTurnId(), turn);
        } finally {
            lock.unlock();
        }
    }

    void remove(LiveTurn turn) {
        lock.lock();
        try {
            turns.remove(turn.notice().getTurnId());
        } finally {
            lock.unlock();
        }
    }

    Optional<LiveTurn> find(String turnId) {
        lock.lock();
        try {
            return Optional.ofNullable(turns.get(turnId));
        } finally {
            lock.unlock();
        }
    }

    /** Lets no more turns begin. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no turn runs; false when some still do after {@code patience}. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            var nanos = patience.toNanos();
            while (entered > 0 && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return entered == 0;
        } finally {
            lock.unlock();
        }
    }
}
