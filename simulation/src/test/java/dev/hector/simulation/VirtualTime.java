package dev.hector.simulation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.ulid.Ulid;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the product's calls to the machine's time and chance become: {@link SimulatedClasses} puts these in their place,
 * the receiver first. A wait that is limited is a wait without a limit, which an alarm interrupts.
 */
public final class VirtualTime {

    private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

    private static Scheduler scheduler = new Scheduler(0, false);
    private static long names;

    private VirtualTime() {}

    static void become(Scheduler current) {
        scheduler = current;
        names = 0;
    }

    /** What the world's clocks show, the database's among them. */
    public static Instant now() {
        return BEGIN.plusNanos(scheduler.now());
    }

    public static long nanoTime() {
        return scheduler.now();
    }

    public static long nextLong(ThreadLocalRandom random, long bound) {
        return scheduler.below(bound);
    }

    public static Ulid ulid() {
        return new Ulid(BEGIN.toEpochMilli() + scheduler.now() / 1_000_000, ++names);
    }

    public static UUID uuid() {
        return new UUID(0, ++names);
    }

    public static Caffeine<Object, Object> cache() {
        return Caffeine.newBuilder().ticker(VirtualTime::nanoTime).executor(Runnable::run);
    }

    /** Platform threads become threads of the machine that starts them, like any other. */
    public static ThreadFactory threads(Thread.Builder.OfPlatform platform) {
        return Thread.ofVirtual().factory();
    }

    /** A pool's thread waits for work without a limit, which nobody can tell from a new one in time. */
    public static void keepIdleThreads(ThreadPoolExecutor pool, boolean timeOut) {}

    public static void parkNanos(long nanos) {
        var thread = Thread.currentThread();
        var alarm = scheduler.at(scheduler.now() + nanos, () -> LockSupport.unpark(thread));
        LockSupport.park();
        alarm.cancel();
    }

    public static void sleep(Duration time) throws InterruptedException {
        sleep(time.toNanos());
    }

    public static void sleep(TimeUnit unit, long time) throws InterruptedException {
        sleep(unit.toNanos(time));
    }

    private static void sleep(long nanos) throws InterruptedException {
        if (nanos > 0) {
            inTime(nanos, () -> {
                while (!Thread.interrupted()) {
                    LockSupport.park();
                }
                throw new InterruptedException();
            });
        }
    }

    public static long awaitNanos(Condition condition, long nanos) throws InterruptedException {
        var deadline = scheduler.now() + nanos;
        inTime(nanos, condition::await);
        return deadline - scheduler.now();
    }

    public static boolean await(CountDownLatch latch, long time, TimeUnit unit) throws InterruptedException {
        return latch.getCount() == 0 || inTime(unit.toNanos(time), latch::await);
    }

    public static boolean tryAcquire(Semaphore semaphore, long time, TimeUnit unit) throws InterruptedException {
        return semaphore.tryAcquire() || inTime(unit.toNanos(time), semaphore::acquire);
    }

    public static boolean tryLock(ReentrantLock lock, long time, TimeUnit unit) throws InterruptedException {
        return lock.tryLock() || inTime(unit.toNanos(time), lock::lockInterruptibly);
    }

    public static boolean join(Thread thread, Duration time) throws InterruptedException {
        return !thread.isAlive() || inTime(time.toNanos(), thread::join);
    }

    public static <T> T get(Future<T> future, long time, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        var done = future.isDone() || inTime(unit.toNanos(time), () -> awaitEnd(future));
        if (!done) {
            throw new TimeoutException();
        }
        return future.get();
    }

    private static void awaitEnd(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException _) {
            // It has ended, and will say so again.
        }
    }

    /** True when the wait ended by itself. */
    private static boolean inTime(long nanos, Wait wait) throws InterruptedException {
        if (nanos <= 0) {
            return false;
        }
        var clock = new Clock(Thread.currentThread());
        var alarm = scheduler.at(scheduler.now() + nanos, clock);
        try {
            wait.run();
            return true;
        } catch (InterruptedException interruption) {
            if (!clock.rang) {
                throw interruption;
            }
            return false;
        } finally {
            alarm.cancel();
            if (clock.rang) {
                Thread.interrupted();
            }
        }
    }

    private interface Wait {

        void run() throws InterruptedException;
    }

    private static final class Clock implements Runnable {

        private final Thread sleeper;
        private boolean rang;

        Clock(Thread sleeper) {
            this.sleeper = sleeper;
        }

        @Override
        public void run() {
            if (!sleeper.isInterrupted()) {
                rang = true;
                sleeper.interrupt();
            }
        }
    }
}
