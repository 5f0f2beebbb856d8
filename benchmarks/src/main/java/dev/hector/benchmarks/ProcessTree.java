package dev.hector.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process, its children and those of them that ended have used, from {@code /proc}. */
record ProcessTree(long pid) {

    /** Linux reports in hundredths of a second, whatever its own clock is. */
    private static final long TICK_NANOS = 10_000_000;

    private static final int ATTEMPTS = 100;

    static ProcessTree of(long pid) {
        return new ProcessTree(pid);
    }

    static ProcessTree ofThisProcess() {
        return of(ProcessHandle.current().pid());
    }

    /**
     * CPU time so far. A process that ends counts in its parent once that has noticed, so what is read while processes
     * come and go is read again.
     */
    Duration cpu() {
        var before = members(processes(), pid);
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var after = members(processes(), pid);
            if (sameProcesses(before, after)) {
                return Duration.ofNanos(ticks(before) * TICK_NANOS);
            }
            before = after;
        }
        throw new IllegalStateException("Processes under " + pid + " come and go all the time");
    }

    static double millis(long ticks) {
        return ticks * TICK_NANOS / 1e6;
    }

    static long ticks(List<ProcessStat> members) {
        return members.stream().mapToLong(ProcessStat::ticks).sum();
    }

    /** The process and all that descend from it. */
    static List<ProcessStat> members(List<ProcessStat> processes, long root) {
        var pids = new HashSet<>(Set.of(root));
        var grown = true;
        while (grown) {
            grown = pids.addAll(processes.stream()
                    .filter(process -> pids.contains(process.parent()))
                    .map(ProcessStat::pid)
                    .toList());
        }
        return processes.stream()
                .filter(process -> pids.contains(process.pid()))
                .toList();
    }

    private static boolean sameProcesses(List<ProcessStat> before, List<ProcessStat> after) {
        return identities(before).equals(identities(after));
    }

    private static Set<List<Long>> identities(List<ProcessStat> processes) {
        return processes.stream()
                .map(process -> List.of(process.pid(), process.startedAt()))
                .collect(Collectors.toSet());
    }

    private static List<ProcessStat> processes() {
        try (var entries = Files.list(Path.of("/proc"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .map(ProcessStat::read)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Resident memory of the process alone, in bytes. */
    long residentBytes() {
        return status("VmRSS") * 1024;
    }

    /** Threads that the operating system knows of, so without virtual ones. */
    long threads() {
        return status("Threads");
    }

    private long status(String field) {
        return number(Path.of("/proc", Long.toString(pid), "status"), field);
    }

    /** Bytes that the process caused to be written to disks. */
    long writtenBytes() {
        return number(Path.of("/proc", Long.toString(pid), "io"), "write_bytes");
    }

    private static long number(Path file, String field) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
