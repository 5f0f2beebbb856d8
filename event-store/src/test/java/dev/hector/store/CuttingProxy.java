package dev.hector.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy before PostgreSQL that cuts the connection over which a given text is sent, at a given moment of the
 * transaction that carries it. Every other connection passes.
 */
public final class CuttingProxy implements AutoCloseable {

    /** When the connection breaks. */
    public enum Cut {
        /** The server certainly does not get the request, so nothing is stored. */
        BEFORE_THE_SERVER_GOT_IT,
        /** The request was sent, and nobody waits for what comes of it. */
        WHILE_THE_SERVER_WORKS,
        /** The server has certainly committed: it has said that it is idle again, which the client never hears. */
        AFTER_THE_COMMIT
    }

    private static final int LONGEST_TEXT = 64;

    private final String host;
    private final int port;
    private final ServerSocket listener;
    private final Map<String, Cut> orders = new ConcurrentHashMap<>();
    private final Map<Cut, AtomicInteger> cuts = Map.of(
            Cut.BEFORE_THE_SERVER_GOT_IT, new AtomicInteger(),
            Cut.WHILE_THE_SERVER_WORKS, new AtomicInteger(),
            Cut.AFTER_THE_COMMIT, new AtomicInteger());

    public CuttingProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The next time this text is sent, the connection breaks. Texts that are sent together break it once. */
    public void cutAt(String text, Cut cut) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("Longer than " + LONGEST_TEXT + " characters: " + text);
        }
        orders.put(text, cut);
    }

    /** How many connections were cut at that moment. */
    public int cuts(Cut cut) {
        return cuts.getOrDefault(cut, new AtomicInteger()).get();
    }

    public int cuts() {
        return cuts.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException _) {
                return;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            var connection = new Connection(client, new Socket(host, port));
            Thread.ofVirtual().start(connection::pumpRequests);
            Thread.ofVirtual().start(connection::pumpAnswers);
        } catch (IOException _) {
            client.close();
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

    /** The cut that is ordered for one of the texts in what is sent; it is no order any more. */
    private @Nullable Cut takeOrder(String sent) {
        @Nullable Cut taken = null;
        for (var text : orders.keySet()) {
            if (sent.contains(text)) {
                var cut = orders.remove(text);
                taken = taken == null ? cut : taken;
            }
        }
        return taken;
    }

    private void count(Cut cut) {
        cuts.getOrDefault(cut, new AtomicInteger()).incrementAndGet();
    }

    private enum Passage {
        PASS,
        SWALLOW,
        CUT,
        PASS_AND_CUT
    }

    private final class Connection {

        private final Socket client;
        private final Socket server;
        private volatile boolean answerIsCut;
        private volatile boolean isDeaf;
        private String before = "";

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pumpRequests() {
            pump(client, server, this::request);
        }

        void pumpAnswers() {
            pump(server, client, this::answer);
        }

        private Passage request(byte[] bytes) {
            if (orders.isEmpty()) {
                return Passage.PASS;
            }
            var now = new String(bytes, StandardCharsets.UTF_8);
            var cut = takeOrder(before + now);
            before = now.substring(Math.max(0, now.length() - LONGEST_TEXT));
            if (cut == null) {
                return Passage.PASS;
            }
            return switch (cut) {
                case BEFORE_THE_SERVER_GOT_IT -> counted(cut, Passage.CUT);
                case WHILE_THE_SERVER_WORKS -> {
                    isDeaf = true;
                    yield counted(cut, Passage.PASS_AND_CUT);
                }
                case AFTER_THE_COMMIT -> {
                    answerIsCut = true;
                    yield Passage.PASS;
                }
            };
        }

        /** An answer that came through before the cut would leave its client with a broken connection that seems idle. */
        private Passage answer(byte[] bytes) {
            if (isDeaf) {
                return Passage.SWALLOW;
            }
            if (!answerIsCut) {
                return Passage.PASS;
            }
            return saysIdle(bytes) ? counted(Cut.AFTER_THE_COMMIT, Passage.CUT) : Passage.SWALLOW;
        }

        private Passage counted(Cut cut, Passage passage) {
            count(cut);
            return passage;
        }

        private void pump(Socket from, Socket to, Filter filter) {
            var buffer = new byte[64 * 1024];
            try (client;
                    server) {
                InputStream in = from.getInputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    var bytes = Arrays.copyOf(buffer, read);
                    var passage = filter.test(bytes);
                    if (passage == Passage.PASS || passage == Passage.PASS_AND_CUT) {
                        to.getOutputStream().write(bytes);
                    }
                    if (passage == Passage.CUT || passage == Passage.PASS_AND_CUT) {
                        return;
                    }
                }
            } catch (IOException _) {
                // The other side was cut.
            }
        }
    }

    /** Ends with ReadyForQuery outside of a transaction: type Z, length 5, status I. */
    private static boolean saysIdle(byte[] bytes) {
        var idle = new byte[] {'Z', 0, 0, 0, 5, 'I'};
        return bytes.length >= idle.length
                && Arrays.equals(bytes, bytes.length - idle.length, bytes.length, idle, 0, idle.length);
    }

    @FunctionalInterface
    private interface Filter {

        Passage test(byte[] bytes);
    }
}
