package dev.hector.benchmarks;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What a server holds after its garbage was collected.
 *
 * @param resident bytes of the process
 * @param heap bytes of objects
 * @param threads of the operating system
 */
record Held(long resident, long heap, long threads) {

    private static final Pattern USED = Pattern.compile("(DefNew|Tenured) +total \\d+K, used (\\d+)K");

    static Held by(ServerProcess server) throws IOException, InterruptedException {
        jcmd(server, "GC.run");
        var heap = heapBytes(jcmd(server, "GC.heap_info"));
        return new Held(server.tree().residentBytes(), heap, server.tree().threads());
    }

    /** Of the serial collector's two generations. */
    static long heapBytes(String heapInfo) {
        var used = USED.matcher(heapInfo).results().mapToLong(found -> Long.parseLong(found.group(2)) * 1024);
        var bytes = used.sum();
        if (bytes == 0) {
            throw new IllegalStateException("Not the serial collector's heap:\n" + heapInfo);
        }
        return bytes;
    }

    private static String jcmd(ServerProcess server, String command) throws IOException, InterruptedException {
        var jcmd = ThisJava.executable().resolveSibling("jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(server.tree().pid()), command)
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException("jcmd failed: " + output);
        }
        return output;
    }
}
