package dev.hector.gateway;

import io.grpc.Context;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Where a process's turns run, and the models that they wait for. */
final class TurnThreads {

    private final ExecutorService turns = threads("turn-");
    private final ExecutorService models = threads("model-");
    private final Map<Thread, Runnable> callers = new ConcurrentHashMap<>();
    private volatile boolean interrupted;

    private static ExecutorService threads(String name) {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name, 0).factory());
    }

    /** Runs a turn on a thread of its own; {@code cancellation} on the caller's when no more turns are run. */
    void run(Runnable turn, Runnable cancellation) {
        try {
            turns.execute(turn);
        } catch (RejectedExecutionException _) {
            cancellation.run();
        }
    }

    /**
     * Runs a turn on the thread of a caller who would only wait for it, but not as a part of the caller's call: it goes on
     * when that is cancelled. Runs {@code cancellation} when no more turns are run.
     */
    void runHere(Runnable turn, Runnable cancellation) {
        var here = Thread.currentThread();
        callers.put(here, turn);
        if (interrupted) {
            release(here);
            Context.ROOT.run(cancellation);
            return;
        }
        try {
            Context.ROOT.run(turn);
        } finally {
            release(here);
        }
    }

    /** An interruption that was meant for the turn is not left to its caller. */
    private void release(Thread caller) {
        callers.remove(caller);
        if (interrupted) {
            Thread.interrupted();
        }
    }

    /** Asks a model on a thread of its own, so that its turn need not wait for ever. */
    <T> Future<T> ask(Callable<T> model) {
        return models.submit(model);
    }

    /** Interrupts the turns that run, and runs no more. */
    void interrupt() {
        interrupted = true;
        turns.shutdownNow();
        callers.keySet()
                .forEach(caller -> callers.computeIfPresent(caller, (running, turn) -> {
                    running.interrupt();
                    return turn;
                }));
    }
}
