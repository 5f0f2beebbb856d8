package dev.hector.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.store.CuttingProxy.Cut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A cut that the client does not notice in its request would be noticed in somebody else's. */
class CuttingProxyIT {

    private static final int TIMES = 200;

    @Test
    void letsNoAnswerThroughWhenItCutsWhileTheServerWorks() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var proxy = new CuttingProxy("localhost", server.getLocalPort())) {
            Thread.ofVirtual().start(() -> answerAtOnce(server));
            for (var i = 0; i < TIMES; i++) {
                proxy.cutAt("<" + i + ">", Cut.WHILE_THE_SERVER_WORKS);
                assertThat(answered(proxy, "<" + i + ">")).isEqualTo("nothing");
            }
            assertThat(proxy.cuts(Cut.WHILE_THE_SERVER_WORKS)).isEqualTo(TIMES);
            assertThat(answered(proxy, "<uncut>")).isEqualTo("answer");
        }
    }

    private static void answerAtOnce(ServerSocket server) {
        while (!server.isClosed()) {
            try (var connection = server.accept()) {
                connection.getInputStream().read(new byte[64]);
                connection.getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // The proxy has cut it, or the test is over.
            }
        }
    }

    private static String answered(CuttingProxy proxy, String request) {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.isEmpty() ? "nothing" : answer;
        } catch (IOException _) {
            return "nothing";
        }
    }
}
