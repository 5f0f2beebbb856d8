package dev.hector.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * Blocking calls over HTTP/1.1, each client on a connection that it keeps. The JDK's older client, since it takes the
 * least CPU time from the server beside it.
 */
final class HttpCallers implements Callers {

    static {
        System.setProperty("http.maxConnections", "1024");
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private static final byte[] MESSAGE = ("{\"message\": \"" + TEXT + "\"}").getBytes(StandardCharsets.UTF_8);

    private final URI sessions;

    HttpCallers(int port) {
        sessions = URI.create("http://127.0.0.1:" + port + "/agents/" + Agents.NAME + "/sessions");
    }

    @Override
    public void createSession(String id) {
        try {
            post(sessions, ("{\"session_id\": \"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Callable<?> turns(String session) {
        var messages = URI.create(sessions + "/" + session + "/messages");
        return () -> post(messages, MESSAGE);
    }

    /** Reads what is under a path below the sessions. */
    Callable<byte[]> reads(String path) {
        var uri = URI.create(sessions + path);
        return () -> {
            try (var in = uri.toURL().openConnection().getInputStream()) {
                return in.readAllBytes();
            }
        };
    }

    private static byte[] post(URI uri, byte[] body) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (var out = connection.getOutputStream()) {
            out.write(body);
        }
        try (var in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        // Idle connections close by themselves.
    }
}
