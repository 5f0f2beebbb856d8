package dev.hector.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;

/**
 * What a run was made on.
 *
 * @param memory of the machine, in bytes
 * @param fsyncMillis median time to write a page of 8 KiB and have the disk keep it
 */
record Machine(String cpu, int cores, long memory, String system, String java, String postgres, double fsyncMillis) {

    private static final int PAGE = 8192;
    private static final int WRITES = 500;

    static Machine describe(PostgresServer server) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getVersion(),
                System.getProperty("java.runtime.version"),
                server.version(),
                fsync());
    }

    private static String cpuModel() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static double fsync() {
        try {
            var folder = Disk.newFolder("hector-fsync");
            var file = folder.resolve("file");
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                return fsync(channel);
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static double fsync(FileChannel channel) throws IOException {
        var times = new ArrayList<Double>();
        for (var i = 0; i < WRITES; i++) {
            var begun = System.nanoTime();
            channel.write(ByteBuffer.allocate(PAGE), (long) i * PAGE);
            channel.force(false);
            times.add((System.nanoTime() - begun) / 1e6);
        }
        return Medians.of(times);
    }

    @Override
    public String toString() {
        return "%s, %d cores, %.0f GB, %s, Java %s, PostgreSQL %s, fsync %.3f ms"
                .formatted(cpu, cores, memory / 1e9, system, java, postgres, fsyncMillis);
    }
}
