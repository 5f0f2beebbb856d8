package dev.hector.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * A process: where its threads run, and the threads they start. It can be paused, and it can die: then nothing of it
 * runs ever again, wherever its threads stood.
 */
public final class Machine implements Executor {

    private enum State {
        RUNNING,
        PAUSED,
        DEAD
    }

    private final String name;
    private final Scheduler scheduler;
    private final List<Runnable> held = new ArrayList<>();
    private final List<Runnable> mourners = new ArrayList<>();
    private final Thread.Builder.OfVirtual threads;
    private State state = State.RUNNING;
    private Duration paused = Duration.ZERO;
    private long stepsToLive = Long.MAX_VALUE;

    Machine(String name, Scheduler scheduler) {
        this.name = name;
        this.scheduler = scheduler;
        this.threads = VirtualThreads.on(this);
    }

    public String name() {
        return name;
    }

    /** A thread of this machine can go on. */
    @Override
    public void execute(Runnable rest) {
        scheduler.requireInside();
        if (state != State.DEAD) {
            scheduler.ready(this, rest);
        }
    }

    /** False when it is not to run now. */
    boolean takesUp(Runnable rest) {
        if (state == State.PAUSED) {
            held.add(rest);
        }
        return state == State.RUNNING;
    }

    /** Runs the work on a new thread. */
    public void start(Runnable work) {
        if (state != State.DEAD) {
            threads.start(work);
        }
    }

    boolean alive() {
        return state != State.DEAD;
    }

    boolean running() {
        return state == State.RUNNING;
    }

    /** For how long it stood still, all in all. */
    Duration paused() {
        return paused;
    }

    void pause(Duration length) {
        if (state != State.RUNNING) {
            return;
        }
        scheduler.trace(() -> name + " stands still for " + length.toMillis() + " ms");
        state = State.PAUSED;
        paused = paused.plus(length);
        scheduler.after(length, this::resume);
    }

    private void resume() {
        if (state == State.PAUSED) {
            scheduler.trace(() -> name + " goes on");
            state = State.RUNNING;
            held.forEach(this::execute);
            held.clear();
        }
    }

    void crash() {
        if (state != State.DEAD) {
            scheduler.trace(() -> name + " DIES");
            state = State.DEAD;
            held.clear();
            mourners.forEach(Runnable::run);
            mourners.clear();
        }
    }

    /** It dies when it takes so many more steps. */
    void dieAfter(long steps) {
        stepsToLive = steps;
    }

    /** To be called by this machine's own threads where they touch the world. */
    public void step() {
        if (--stepsToLive == 0) {
            crash();
        }
        while (state == State.DEAD) {
            LockSupport.park();
        }
    }

    void onDeath(Runnable action) {
        mourners.add(action);
    }

    void noLongerOnDeath(Runnable action) {
        mourners.remove(action);
    }
}
