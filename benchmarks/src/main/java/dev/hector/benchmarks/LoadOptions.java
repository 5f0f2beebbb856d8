package dev.hector.benchmarks;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How much load, for how long. */
final class LoadOptions {

    @Option(names = "--seconds", description = "Seconds of each measurement (${DEFAULT-VALUE}).", defaultValue = "9")
    private int seconds;

    @Option(
            names = "--rounds",
            description = "Parts that a measurement is made in, in turns with its limit's (${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int rounds;

    @Option(names = "--warm-up", description = "Seconds before the first one (${DEFAULT-VALUE}).", defaultValue = "15")
    private int warmUp;

    @Option(
            names = "--clients",
            split = ",",
            description = "How many clients at once; several numbers are measured one after the other"
                    + " (${DEFAULT-VALUE}).",
            defaultValue = "1,8,32,256")
    private List<Integer> clients = List.of();

    @Option(names = "--max-conns", description = "The store's max_conns (${DEFAULT-VALUE}).", defaultValue = "10")
    private int maxConns;

    @Option(names = "--without-limit", description = "Leaves out what it is compared with.")
    private boolean withoutLimit;

    /** Of one part of a measurement: a whole number of seconds, since pgbench knows no other. */
    Duration part() {
        return Duration.ofSeconds(Math.max(1, Math.round((double) seconds / rounds)));
    }

    int rounds() {
        return rounds;
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
