package dev.hector.simulation;

import dev.hector.simulation.Weather.Fate;
import java.time.Duration;
import java.util.List;

/** What goes wrong in one run, while anything does. */
final class Faults {

    private static final List<Fate> BAD = List.of(Fate.REFUSED, Fate.LOST_BEFORE, Fate.LOST_AFTER, Fate.LATE);

    private final Scheduler scheduler;
    private final Climate climate;
    private boolean begun;
    private boolean over;
    private boolean storeAway;
    private Duration disturbance = Duration.ZERO;

    Faults(Scheduler scheduler, Climate climate) {
        this.scheduler = scheduler;
        this.climate = climate;
    }

    Climate climate() {
        return climate;
    }

    /** Until now all was well. */
    void begin() {
        begun = true;
    }

    /** From now on all is well. */
    void end() {
        scheduler.trace(() -> "no more faults");
        over = true;
    }

    boolean over() {
        return over;
    }

    void storeLeaves(Duration length) {
        scheduler.trace(() -> "the store is away for " + length.toMillis() + " ms");
        storeAway = true;
        disturb(length);
        scheduler.after(length, () -> storeAway = false);
    }

    /** For so long nobody can be expected to close a turn. */
    void disturb(Duration length) {
        disturbance = disturbance.plus(length);
    }

    /** How long, all in all, it was not possible to close a turn. */
    Duration disturbance() {
        return disturbance;
    }

    Fate fateOfWrite() {
        if (storeAway) {
            return Fate.REFUSED;
        }
        return happens(climate.failingWrites()) ? scheduler.oneOf(BAD) : Fate.DONE;
    }

    boolean failsRead() {
        return storeAway || happens(climate.failingReads());
    }

    boolean losesCall() {
        return happens(climate.lostCalls());
    }

    private boolean happens(double percent) {
        return begun && !over && scheduler.chance(percent);
    }
}
