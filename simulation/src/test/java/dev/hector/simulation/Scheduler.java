package dev.hector.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * One run's time, chance and order: of all threads that could go on, chance picks the next; when none can, time moves to
 * the next alarm. Everything happens on the thread that calls {@link #step()}, so that a seed repeats itself.
 */
public final class Scheduler {

    /** A thread that can go on until it waits again. */
    private record Ready(Machine machine, Runnable rest) {}

    /** What happens at a time, unless it is cancelled before. */
    static final class Alarm {

        private final long at;
        private final long order;
        private final Runnable action;
        private boolean over;

        private Alarm(long at, long order, Runnable action) {
            this.at = at;
            this.order = order;
            this.action = action;
        }

        void cancel() {
            over = true;
        }
    }

    private final SplittableRandom random;
    private final boolean tracing;
    private final List<String> trace = new ArrayList<>();
    private final List<Ready> ready = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
            Comparator.<Alarm>comparingLong(alarm -> alarm.at).thenComparingLong(alarm -> alarm.order));
    private final Thread driver = Thread.currentThread();
    private volatile boolean escaped;
    private long now;
    private long alarmsSet;
    private long steps;
    private long fingerprint;
    private String running = "";

    Scheduler(long seed, boolean tracing) {
        this.random = new SplittableRandom(seed);
        this.tracing = tracing;
    }

    /** Since the run began, in nanoseconds. */
    public long now() {
        return now;
    }

    long steps() {
        return steps;
    }

    /** Differs, most likely, where two runs went different ways. */
    long fingerprint() {
        return fingerprint;
    }

    /** Nothing in a run is done by a thread that is none of its own. */
    void requireInside() {
        var current = Thread.currentThread();
        if (current != driver && !current.isVirtual()) {
            escaped = true;
            throw new IllegalStateException(current + " is no thread of the simulation");
        }
    }

    /** True when a thread of the real machine, such as one of its timers, took part: the run cannot be repeated. */
    boolean escaped() {
        return escaped;
    }

    void ready(Machine machine, Runnable rest) {
        ready.add(new Ready(machine, rest));
    }

    Alarm after(Duration wait, Runnable action) {
        return at(now + wait.toNanos(), action);
    }

    Alarm at(long nanos, Runnable action) {
        var alarm = new Alarm(Math.max(now, nanos), alarmsSet++, action);
        alarms.add(alarm);
        return alarm;
    }

    /** Lets one thread go on until it waits, or time pass until one can. False when nothing will ever happen again. */
    boolean step() {
        steps++;
        if (!ready.isEmpty()) {
            resume(pick());
            return true;
        }
        var alarm = alarms.poll();
        while (alarm != null && alarm.over) {
            alarm = alarms.poll();
        }
        if (alarm == null) {
            return false;
        }
        now = alarm.at;
        alarm.over = true;
        alarm.action.run();
        return true;
    }

    private Ready pick() {
        var index = ready.size() == 1 ? 0 : random.nextInt(ready.size());
        var picked = ready.get(index);
        var last = ready.removeLast();
        if (last != picked) {
            ready.set(index, last);
        }
        return picked;
    }

    private void resume(Ready next) {
        if (next.machine.takesUp(next.rest)) {
            running = next.machine.name();
            fingerprint = fingerprint * 31 + now + running.hashCode();
            next.rest.run();
            running = "";
        }
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    public long below(long bound) {
        return random.nextLong(bound);
    }

    /** True this often in a hundred. */
    boolean chance(double percent) {
        return percent > 0 && random.nextDouble(100) < percent;
    }

    Duration between(Duration least, Duration most) {
        return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    void trace(Supplier<String> line) {
        if (tracing) {
            trace.add(String.format(Locale.ROOT, "%10.4f  %-8s %s", now / 1e9, running, line.get()));
        }
    }

    List<String> traced() {
        return trace;
    }
}
