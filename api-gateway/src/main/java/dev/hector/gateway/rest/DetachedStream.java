package dev.hector.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * An answer that outlives its request: it is written on a thread of its own, until its end closes the connection. Tomcat
 * takes back the request, its buffers and its thread, as it does when a connection is upgraded to another protocol; an
 * answer that is silent holds little more than the socket. Public since Tomcat makes it.
 */
public final class DetachedStream implements InternalHttpUpgradeHandler {

    private static final Duration SLOWEST_READER = Duration.ofSeconds(20);
    private static final int IGNORED_BYTES = 128;

    /** What is answered. */
    interface Answer {

        /** Returns when all is written; throws when the client has gone. */
        void writeTo(OutputStream out) throws IOException;

        /** The client has gone: what is being waited for is not wanted any more. */
        void giveUp();
    }

    private @Nullable SocketWrapperBase<?> socket;
    private @Nullable Answer answer;

    /**
     * Lets an answer begin once the request has returned. Its headers must have been flushed and say that the connection is
     * closed at the end.
     */
    static void begin(HttpServletRequest request, Answer answer) throws IOException {
        try {
            request.upgrade(DetachedStream.class).answer = answer;
        } catch (ServletException failure) {
            throw new IllegalStateException("Tomcat makes no handlers any more", failure);
        }
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        wrapper.setWriteTimeout(SLOWEST_READER.toMillis());
        socket = wrapper;
    }

    @Override
    public void init(WebConnection connection) {
        Thread.ofVirtual().name("stream").start(this::write);
    }

    private void write() {
        var connection = requireNonNull(socket);
        try {
            requireNonNull(answer).writeTo(new SocketOutput(connection));
        } catch (IOException _) {
            requireNonNull(answer).giveUp();
        } finally {
            connection.close();
        }
    }

    /** A client of such an answer has nothing more to say, but may go. */
    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        return switch (event) {
            case OPEN_READ -> isThere() ? SocketState.UPGRADED : left();
            case OPEN_WRITE -> SocketState.UPGRADED;
            case STOP, TIMEOUT, DISCONNECT, ERROR, CONNECT_FAIL -> left();
        };
    }

    private boolean isThere() {
        var ignored = ByteBuffer.allocate(IGNORED_BYTES);
        try {
            var read = requireNonNull(socket).read(false, ignored);
            while (read > 0) {
                read = requireNonNull(socket).read(false, ignored.clear());
            }
            return read == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private SocketState left() {
        requireNonNull(answer).giveUp();
        return SocketState.CLOSED;
    }

    @Override
    public void timeoutAsync(long now) {}

    @Override
    public void setSslSupport(SSLSupport ssl) {}

    @Override
    public void pause() {}

    @Override
    public void destroy() {}

    /** Blocks while the client does not read. */
    private static final class SocketOutput extends OutputStream {

        private final SocketWrapperBase<?> socket;

        private SocketOutput(SocketWrapperBase<?> socket) {
            this.socket = socket;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            socket.write(true, bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            socket.flush(true);
        }
    }
}
