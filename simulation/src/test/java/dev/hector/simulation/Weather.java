package dev.hector.simulation;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What one machine's calls meet on their way to the store and to other machines: every one takes time, and some go
 * wrong. Its methods are called by the machine's own threads and let time pass.
 */
public final class Weather {

    /** What becomes of a write. */
    public enum Fate {
        DONE,
        /** The store says that it can not. */
        REFUSED,
        /** The answer is lost, and so was the write. */
        LOST_BEFORE,
        /** The write is done, its answer is lost. */
        LOST_AFTER,
        /** The answer is lost, and the write is yet to come. */
        LATE
    }

    private static final Duration SHORTEST = Duration.ofNanos(200_000);

    private final Machine machine;
    private final Scheduler scheduler;
    private final Climate climate;
    private final Faults faults;

    Weather(Machine machine, Scheduler scheduler, Faults faults) {
        this.machine = machine;
        this.scheduler = scheduler;
        this.climate = faults.climate();
        this.faults = faults;
    }

    /** A way there or back. */
    public void travel() {
        machine.step();
        pass(way());
        machine.step();
    }

    /** One way in some is much longer than the others. */
    Duration way() {
        return scheduler.chance(climate.slowWays())
                ? scheduler.between(SHORTEST, climate.slowest())
                : scheduler.between(SHORTEST, climate.usual());
    }

    /** The time until a connection is known to be broken. */
    public Duration silence() {
        return scheduler.between(SHORTEST, climate.slowest());
    }

    public void pass(Duration time) {
        VirtualTime.parkNanos(time.toNanos());
    }

    public Fate fateOfWrite() {
        return faults.fateOfWrite();
    }

    /** Whether the store does not answer a question now. */
    public boolean failsRead() {
        return faults.failsRead();
    }

    public void later(Runnable action) {
        scheduler.after(silence(), action);
    }

    public void trace(Supplier<String> line) {
        scheduler.trace(line);
    }
}
