package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.wire.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Tells why a server could not listen, sooner and in fewer words than the server would. */
final class ListenAddress {

    private static final int BACKLOG = 1;

    private ListenAddress() {}

    /**
     * Refuses a port that cannot be had now.
     *
     * @param option what chooses another
     */
    static void check(String host, int port, String option) {
        try (var _ = new ServerSocket(port, BACKLOG, InetAddress.getByName(host))) {
            // Free: it is given back for the server.
        } catch (UnknownHostException _) {
            throw new RefusedException(
                    ErrorCode.INVALID_REQUEST, "'" + host + "' is no address of this machine; see --host");
        } catch (IOException e) {
            throw new RefusedException(
                    "port_unavailable",
                    "cannot listen on %s:%d (%s); choose another port with %s"
                            .formatted(host, port, e.getMessage(), option));
        }
    }
}
