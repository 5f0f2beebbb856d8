package dev.hector.reliability;

import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One run of a fault test: its seed, its size, and where it writes. The seed decides what clients ask for and what is
 * done to servers and when; which of them meet is up to the machine.
 */
record Run(String test, long seed, Size size) {

    /** How much is done. */
    enum Size {
        SHORT,
        LONG;

        int of(int inShort, int inLong) {
            return this == SHORT ? inShort : inLong;
        }
    }

    static Run of(Class<?> test) {
        var wanted = System.getProperty("hector.seed", "");
        var seed = wanted.isEmpty() ? new Random().nextInt(1_000_000) : Long.parseLong(wanted);
        var run = new Run(test.getSimpleName(), seed, size(System.getProperty("hector.profile")));
        run.say("seed " + seed + "; again with: ./hector test reliability " + run.test + " -Dhector.seed=" + seed
                + (run.size == Size.LONG ? " -Plong" : ""));
        return run;
    }

    private static Size size(@Nullable String profile) {
        return "long".equals(profile) ? Size.LONG : Size.SHORT;
    }

    int size(int inShort, int inLong) {
        return size.of(inShort, inLong);
    }

    HistoryLog history(String name) {
        return new HistoryLog(Path.of("target", "histories", test + "-" + name + "-" + seed + ".jsonl"));
    }

    void say(String line) {
        System.out.println("[" + test + "] " + line);
    }
}
