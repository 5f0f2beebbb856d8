package dev.hector.benchmarks;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How much load, for how long. */
final class LoadOptions {

    @Option(names = "--seconds", description = "Seconds of each measurement (${DEFAULT-VALUE}).", defaultValue = "10")
    private int seconds;

    @Option(names = "--warm-up", description = "Seconds before the first one (${DEFAULT-VALUE}).", defaultValue = "15")
    private int warmUp;

    @Option(
            names = "--clients",
            split = ",",
            description = "How many clients at once; several numbers are measured one after the other.",
            defaultValue = "1,8,32,256")
    private List<Integer> clients = List.of();

    @Option(names = "--max-conns", description = "The store's max_conns (${DEFAULT-VALUE}).", defaultValue = "10")
    private int maxConns;

    @Option(names = "--without-limit", description = "Leaves pgbench out.")
    private boolean withoutLimit;

    Duration time() {
        return Duration.ofSeconds(seconds);
    }

    Duration warmUp() {
        return Duration.ofSeconds(warmUp);
    }

    List<Integer> clients() {
        return clients;
    }

    int mostClients() {
        return clients.stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    int maxConns() {
        return maxConns;
    }

    boolean withLimit() {
        return !withoutLimit;
    }
}
