package dev.hector.query;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One caller's wait for news: so long and no longer, and given up at will by any thread. */
public final class Wait {

    private final Duration atMost;
    private final long begun = System.nanoTime();
    private final Semaphore news = new Semaphore(0);
    private volatile boolean givenUp;

    /** Begins now. */
    public Wait(Duration atMost) {
        this.atMost = atMost;
    }

    /** Nobody is there any more to whom news could be told. */
    public void giveUp() {
        givenUp = true;
        wake();
    }

    Duration atMost() {
        return atMost;
    }

    void wake() {
        news.release();
    }

    boolean isOver() {
        return givenUp || left() <= 0;
    }

    /** Returns when this was woken since the last time, or is over. */
    void untilWoken() throws InterruptedException {
        if (news.tryAcquire(left(), TimeUnit.NANOSECONDS)) {
            news.drainPermits();
        }
    }

    private long left() {
        return atMost.toNanos() - (System.nanoTime() - begun);
    }
}
