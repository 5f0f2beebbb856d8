package dev.hector.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The CPU time that a process, its children and those of them that ended have used, from {@code /proc}. */
record ProcessTree(ProcessHandle root) {

    /** Fields of {@code /proc/PID/stat} after the command's name: times of the process and of its ended children. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    /** Linux reports in hundredths of a second, whatever its own clock is. */
    private static final long TICK_NANOS = 10_000_000;

    static ProcessTree of(long pid) {
        return new ProcessTree(ProcessHandle.of(pid).orElseThrow());
    }

    /** The PostgreSQL server that was started with this port on its command line. */
    static ProcessTree listeningOn(int port) {
        return ProcessHandle.allProcesses()
                .filter(process -> isServerOn(process, port))
                .findFirst()
                .map(ProcessTree::new)
                .orElseThrow(() -> new IllegalStateException("No PostgreSQL process on port " + port));
    }

    private static boolean isServerOn(ProcessHandle process, int port) {
        var line = commandLine(process.pid());
        return line.contains("postgres")
                && line.contains("-D")
                && line.contains(Integer.toString(port))
                && !line.contains("pg_ctl")
                && !line.contains("java");
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
        } catch (IOException _) {
            return "";
        }
    }

    Duration cpu() {
        var ticks = Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(process -> ticks(process.pid()))
                .sum();
        return Duration.ofNanos(ticks * TICK_NANOS);
    }

    /** Resident memory in bytes, of the root process alone. */
    long residentBytes() {
        try (var lines = Files.lines(Path.of("/proc/" + root.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A process that has just ended counts in its parent. */
    private static long ticks(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Stream.of(fields)
                    .skip(FIRST_TIME)
                    .limit(TIMES)
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException _) {
            return 0;
        }
    }
}
