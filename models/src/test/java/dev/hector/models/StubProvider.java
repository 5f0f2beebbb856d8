package dev.hector.models;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A provider on a real socket that does what its script says, also what no HTTP server would. The last reply repeats. */
final class StubProvider implements AutoCloseable {

    /** A request as it arrived. */
    record Received(String path, Map<String, String> headers, String body) {}

    /** What to do with a request. */
    interface Reply {
        void to(Wire wire) throws IOException;
    }

    private final ServerSocket server;
    private final ConcurrentLinkedDeque<Reply> script = new ConcurrentLinkedDeque<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch left = new CountDownLatch(1);

    StubProvider() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    String host() {
        return "http://localhost:" + server.getLocalPort();
    }

    void replies(Reply... replies) {
        script.addAll(List.of(replies));
    }

    List<Received> received() {
        return received;
    }

    /** Whether the client hung up on a reply that does not end. */
    boolean wasLeft() throws InterruptedException {
        return left.await(2, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            received.add(read(in));
            var reply = script.size() > 1 ? script.remove() : script.element();
            reply.to(new Wire(in, socket.getOutputStream()));
        } catch (IOException _) {
            left.countDown();
        }
    }

    private static Received read(BufferedReader in) throws IOException {
        var path = in.readLine().split(" ", 3)[1];
        var headers = new TreeMap<String, String>();
        for (var line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var body = new char[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
        for (int at = 0; at < body.length; ) {
            at += in.read(body, at, body.length - at);
        }
        var bytes = new String(body).getBytes(StandardCharsets.ISO_8859_1);
        return new Received(path, headers, new String(bytes, StandardCharsets.UTF_8));
    }

    /** The server's end of one connection. */
    final class Wire {

        private final BufferedReader in;
        private final OutputStream out;

        private Wire(BufferedReader in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        Wire refuse(int status, String body, String... headers) throws IOException {
            head(status, headers);
            return write(body).end();
        }

        Wire head(int status, String... headers) throws IOException {
            var lines = String.join("\r\n", headers);
            raw("HTTP/1.1 " + status + " Scripted\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n" + lines
                    + (lines.isEmpty() ? "\r\n" : "\r\n\r\n"));
            return this;
        }

        Wire write(String text) throws IOException {
            var size = text.getBytes(StandardCharsets.UTF_8).length;
            if (size > 0) {
                raw(Integer.toHexString(size) + "\r\n" + text + "\r\n");
            }
            return this;
        }

        Wire end() throws IOException {
            raw("0\r\n\r\n");
            return this;
        }

        /** Says nothing more until the client hangs up. */
        void hang() throws IOException {
            if (in.read() < 0) {
                left.countDown();
            }
        }

        private void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
