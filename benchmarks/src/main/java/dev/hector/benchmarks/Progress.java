package dev.hector.benchmarks;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** Tells whoever waits, on standard error. */
final class Progress {

    private Progress() {}

    static void say(String what) {
        System.err.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
    }
}
