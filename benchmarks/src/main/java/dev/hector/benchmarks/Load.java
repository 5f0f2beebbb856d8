package dev.hector.benchmarks;

import java.time.Duration;
import java.util.List;
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

    /** Runs these operations one after the other. */
    static Result once(List<? extends Callable<?>> operations) {
        var latencies = new ConcurrentHistogram(3);
        var begun = System.nanoTime();
        try {
            for (var operation : operations) {
                call(operation, latencies);
            }
        } catch (Exception failure) {
            throw new IllegalStateException("An operation failed", failure);
        }
        return new Result(1, latencies, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static boolean repeat(Callable<?> operation, long end, Histogram latencies) throws Exception {
        while (System.nanoTime() < end) {
            call(operation, latencies);
        }
        return true;
    }

    private static void call(Callable<?> operation, Histogram latencies) throws Exception {
        var begun = System.nanoTime();
        operation.call();
        latencies.recordValue(System.nanoTime() - begun);
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

        Measurement measurement(String benchmark) {
            return Measurement.of(benchmark, clients)
                    .with("per_s", operations() * 1e9 / time.toNanos())
                    .with("p50_ms", percentile(50))
                    .with("p99_ms", percentile(99))
                    .with("mean_ms", latencies.getMean() / 1e6);
        }

        private double percentile(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }
}
