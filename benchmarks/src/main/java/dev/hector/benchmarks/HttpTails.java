package dev.hector.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Server-sent events, each stream on a socket of its own that a virtual thread reads. */
final class HttpTails implements Tails {

    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger alive = new AtomicInteger();
    private final AtomicInteger reopened = new AtomicInteger();
    private volatile boolean closed;

    HttpTails(int port) {
        this.port = port;
    }

    @Override
    public void open(String session) {
        var request = request(session);
        threads.execute(() -> keepOpen(request));
    }

    private static byte[] request(String session) {
        return """
            GET /agents/%s/sessions/%s/events HTTP/1.1\r
            Host: localhost\r
            Accept: text/event-stream\r
            \r
            """.formatted(Agents.NAME, session).getBytes(StandardCharsets.US_ASCII);
    }

    private void keepOpen(byte[] request) {
        var counted = false;
        while (!closed) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                sockets.add(socket);
                counted = follow(socket, request, counted);
                sockets.remove(socket);
            } catch (IOException failure) {
                if (!closed && reopened.get() == 0) {
                    Progress.say("a stream failed, and others may: " + failure);
                }
            }
            reopened.incrementAndGet();
            LockSupport.parkNanos(REOPEN_AFTER.toNanos());
        }
    }

    /** Reads until the stream ends, and counts its first event unless it was counted. */
    private boolean follow(Socket socket, byte[] request, boolean before) throws IOException {
        socket.getOutputStream().write(request);
        var counted = before;
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!counted && line.startsWith("data:")) {
                counted = true;
                alive.incrementAndGet();
            }
        }
        return counted;
    }

    @Override
    public int alive() {
        return alive.get();
    }

    @Override
    public int reopened() {
        return reopened.get();
    }

    @Override
    public void close() {
        closed = true;
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException failure) {
                Progress.say("a stream is not closed: " + failure);
            }
        }
        threads.shutdownNow();
        threads.close();
    }
}
