package dev.hector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.client.RefusedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class ListenAddressTest {

    private static final String HERE = "127.0.0.1";

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName(HERE))) {
            var port = taken.getLocalPort();

            assertThatThrownBy(() -> ListenAddress.check(HERE, port, "--grpc-port"))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(ExitCode.of(refused)).isEqualTo(ExitCode.OTHER))
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port)
                    .hasMessageEndingWith("--grpc-port");
        }
    }

    @Test
    void aFreePortStaysFree() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(HERE))) {
            port = socket.getLocalPort();
        }
        ListenAddress.check(HERE, port, "--port");
        ListenAddress.check(HERE, port, "--port");
    }
}
