package dev.hector.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A line of {@code /proc/PID/stat}.
 *
 * @param startedAt tells a process from another that got its number later
 * @param ticks CPU time, in user and system mode, of the process and of its children that ended
 */
record ProcessStat(long pid, long parent, long startedAt, long ticks) {

    /** Fields after the command's name, which may itself hold spaces and brackets. */
    private static final int PARENT = 1;

    private static final int FIRST_TIME = 11;
    private static final int TIMES = 4;
    private static final int STARTED_AT = 19;

    static ProcessStat parse(String line) {
        var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessStat(
                Long.parseLong(line.substring(0, line.indexOf(' '))),
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[STARTED_AT]),
                LongStream.range(FIRST_TIME, FIRST_TIME + TIMES)
                        .map(field -> Long.parseLong(fields[(int) field]))
                        .sum());
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
