package dev.hector.benchmarks;

import java.time.Duration;

/** Streams of what happens in sessions. One that the server ends is opened again, as its client would. */
sealed interface Tails extends AutoCloseable permits HttpTails, GrpcTails {

    Duration REOPEN_AFTER = Duration.ofSeconds(1);

    void open(String session);

    /** How many have shown an event. */
    int alive();

    /** How often one had to be opened again. */
    int reopened();

    @Override
    void close();
}
