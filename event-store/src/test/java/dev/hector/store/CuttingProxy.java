package dev.hector.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy that cuts the connection over which a given text is sent: before the server got it, or as soon as the
 * server answers. Every other connection passes.
 */
final class CuttingProxy implements AutoCloseable {

    enum Cut {
        BEFORE_THE_SERVER_GOT_IT,
        BEFORE_THE_CLIENT_GOT_THE_ANSWER
    }

    private record Order(String text, Cut cut) {}

    private final String host;
    private final int port;
    private final ServerSocket listener;
    private volatile @Nullable Order order;
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The next time this text is sent, the connection breaks. */
    void cutAt(String text, Cut cut) {
        order = new Order(text, cut);
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var connection = new Connection(listener.accept(), new Socket(host, port));
                Thread.ofVirtual().start(connection::pumpRequests);
                Thread.ofVirtual().start(connection::pumpAnswers);
            } catch (IOException _) {
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket server;
        private volatile boolean answerIsCut;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pumpRequests() {
            pump(client, server, bytes -> {
                var wanted = order;
                if (wanted == null || !new String(bytes, StandardCharsets.UTF_8).contains(wanted.text())) {
                    return true;
                }
                order = null;
                cuts.incrementAndGet();
                answerIsCut = wanted.cut() == Cut.BEFORE_THE_CLIENT_GOT_THE_ANSWER;
                return answerIsCut;
            });
        }

        void pumpAnswers() {
            pump(server, client, _ -> !answerIsCut);
        }

        private void pump(Socket from, Socket to, Filter passes) {
            var buffer = new byte[64 * 1024];
            try (client;
                    server) {
                InputStream in = from.getInputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    var bytes = Arrays.copyOf(buffer, read);
                    if (!passes.test(bytes)) {
                        return;
                    }
                    to.getOutputStream().write(bytes);
                }
            } catch (IOException _) {
                // The other side was cut.
            }
        }
    }

    @FunctionalInterface
    private interface Filter {

        boolean test(byte[] bytes);
    }
}
