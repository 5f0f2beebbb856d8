package dev.hector.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A line of {@code /proc/PID/stat}.
 *
 * @param startedAt tells a process from another that got its number later
 * @param ownTicks CPU time in user and system mode
 */
record ProcessStat(long pid, long parent, long startedAt, long ownTicks, long ticksOfEndedChildren) {

    /** Fields after the command's name, which may itself hold spaces and brackets. */
    private static final int PARENT = 1;

    private static final int TIMES_OF_ITS_OWN = 11;
    private static final int TIMES_OF_CHILDREN = 13;
    private static final int STARTED_AT = 19;

    static ProcessStat parse(String line) {
        var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessStat(
                Long.parseLong(line.substring(0, line.indexOf(' '))),
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[STARTED_AT]),
                twoTimes(fields, TIMES_OF_ITS_OWN),
                twoTimes(fields, TIMES_OF_CHILDREN));
    }

    private static long twoTimes(String[] fields, int first) {
        return Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]);
    }

    long ticks() {
        return ownTicks + ticksOfEndedChildren;
    }

    /** Empty when the process has gone. */
    static Optional<ProcessStat> read(String pid) {
        try {
            return Optional.of(parse(Files.readString(Path.of("/proc", pid, "stat"))));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
