package dev.hector.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** Where databases are measured: not in memory, which many a temporary folder is and where a commit costs nothing. */
final class Disk {

    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");

    private Disk() {}

    /** A new folder among temporary files, else in the working directory. */
    static Path newFolder(String prefix) {
        try {
            return Files.createTempDirectory(parent(), prefix);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path parent() {
        return Stream.of(System.getProperty("java.io.tmpdir"), "/var/tmp", "")
                .map(Path::of)
                .filter(Files::isWritable)
                .filter(folder -> !isMemory(folder))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Only memory to write to: set -Djava.io.tmpdir"));
    }

    static boolean isMemory(Path folder) {
        try {
            return MEMORY.contains(Files.getFileStore(folder).type());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
