package dev.hector.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A closed loop: each client begins its next operation when the one before has ended. */
final class Load {

    private Load() {}

    /**
     * Runs the operations of so many clients, each on a virtual thread of its own, for a time. The first failure ends
     * it.
     */
    static Result run(int clients, Duration time, IntFunction<Callable<?>> operationOfClient) {
        var latencies = new ConcurrentHistogram(3);
        var begun = System.nanoTime();
        var end = begun + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, clients)
                    .mapToObj(operationOfClient)
                    .<Future<?>>map(operation -> threads.submit(() -> repeat(operation, end, latencies)))
                    .toList();
            running.forEach(Load::await);
        }
        return new Result(clients, latencies, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static boolean repeat(Callable<?> operation, long end, Histogram latencies) throws Exception {
        for (var now = System.nanoTime(); now < end; now = System.nanoTime()) {
            operation.call();
            latencies.recordValue(System.nanoTime() - now);
        }
        return true;
    }

    private static void await(Future<?> client) {
        try {
            client.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException("A client failed", failure);
        }
    }

    /** What the clients did. */
    record Result(int clients, Histogram latencies, Duration time) {

        long operations() {
            return latencies.getTotalCount();
        }

        double perSecond() {
            return operations() * 1e9 / time.toNanos();
        }

        /** In milliseconds. */
        double percentile(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }

        double mean() {
            return latencies.getMean() / 1e6;
        }
    }
}
