package dev.hector.gateway;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** The virtual threads of a process's turns and of the models that they ask. */
final class TurnThreads {

    private final ExecutorService turns = threads("turn-");
    private final ExecutorService models = threads("model-");

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

    /** Asks a model on a thread of its own, so that its turn need not wait for ever. */
    <T> Future<T> ask(Callable<T> model) {
        return models.submit(model);
    }

    /** Interrupts the turns that run, and runs no more. */
    void interrupt() {
        turns.shutdownNow();
    }
}
