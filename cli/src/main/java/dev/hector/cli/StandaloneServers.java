package dev.hector.cli;

import dev.hector.configuration.HectorConfig;
import dev.hector.standalone.HectorServer;
import dev.hector.standalone.ServeOptions;
import io.grpc.Channel;
import org.slf4j.event.Level;

/** Servers of the {@code standalone} module. */
final class StandaloneServers implements LocalServers {

    @Override
    public Embedded embedded(HectorConfig config) {
        Logs.quiet();
        return new EmbeddedServer(HectorServer.embedded(config));
    }

    @Override
    public Listening serve(HectorConfig config, String host, int httpPort, int grpcPort, Level logLevel) {
        ListenAddress.check(host, httpPort, "--port");
        ListenAddress.check(host, grpcPort, "--grpc-port");
        Logs.ofServer(logLevel);
        return new ListeningServer(HectorServer.serve(config, new ServeOptions(host, httpPort, grpcPort)));
    }

    private record EmbeddedServer(HectorServer server) implements Embedded {

        @Override
        public Channel channel() {
            return server.channel();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private record ListeningServer(HectorServer server) implements Listening {

        @Override
        public int httpPort() {
            return server.httpPort();
        }

        @Override
        public int grpcPort() {
            return server.grpcPort();
        }

        @Override
        public void awaitTermination() throws InterruptedException {
            server.awaitTermination();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
