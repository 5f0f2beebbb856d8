package dev.hector.gateway;

import dev.hector.wire.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The turns that this process runs now, and whether it may begin more. */
final class RunningTurns {

    private final Map<String, LiveTurn> turns = new ConcurrentHashMap<>();
    private final TurnWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Who has entered, and one more until this is closed. */
    private final AtomicInteger entered = new AtomicInteger(1);

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
        entered.incrementAndGet();
        if (closed.get()) {
            leave();
            throw Refusal.of(ErrorCode.SHUTTING_DOWN, "The server is stopping: it begins no more turns.")
                    .asException();
        }
    }

    void leave() {
        if (entered.decrementAndGet() == 0) {
            ended.countDown();
        }
    }

    void add(LiveTurn turn) {
        turns.put(turn.notice().getTurnId(), turn);
    }

    void remove(LiveTurn turn) {
        turns.remove(turn.notice().getTurnId());
    }

    Optional<LiveTurn> find(String turnId) {
        return Optional.ofNullable(turns.get(turnId));
    }

    /** Lets no more turns begin. */
    void close() {
        if (!closed.getAndSet(true)) {
            leave();
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    /** How many have entered and not left. */
    int count() {
        return entered.get() - (closed.get() ? 0 : 1);
    }

    /** Waits, once this is closed, until no turn runs; false when some still do after {@code patience}. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
