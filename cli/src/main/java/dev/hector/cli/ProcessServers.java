package dev.hector.cli;

import dev.hector.cluster.InstanceOptions;
import dev.hector.cluster.ServiceInstance;
import dev.hector.cluster.ServiceKind;
import dev.hector.configuration.HectorConfig;
import dev.hector.gateway.server.ListenOptions;
import dev.hector.standalone.HectorServer;
import io.grpc.Channel;

/** Servers of the modules {@code standalone} and {@code cluster}. */
final class ProcessServers implements LocalServers {

    @Override
    public Embedded embedded(HectorConfig config) {
        Logs.quiet();
        return new EmbeddedServer(HectorServer.embedded(config));
    }

    @Override
    public Listening serve(HectorConfig config, String host, int httpPort, int grpcPort, ServerLog log) {
        ListenAddress.check(host, httpPort, "--port");
        ListenAddress.check(host, grpcPort, "--grpc-port");
        Logs.ofServer("hector", log);
        return new ListeningServer(HectorServer.serve(config, new ListenOptions(host, httpPort, grpcPort)));
    }

    @Override
    public Instance service(ServiceKind kind, HectorConfig config, InstanceOptions options, ServerLog log) {
        var edge = options.edge();
        ListenAddress.check(edge.host(), edge.httpPort(), "--port");
        ListenAddress.check(edge.host(), options.internalPort(), "--internal-port");
        if (kind == ServiceKind.GATEWAY) {
            ListenAddress.check(edge.host(), edge.grpcPort(), "--grpc-port");
        }
        Logs.ofServer("hector-" + kind.wireName(), log);
        return new RunningInstance(ServiceInstance.start(kind, config, options));
    }

    private record RunningInstance(ServiceInstance instance) implements Instance {

        @Override
        public int httpPort() {
            return instance.httpPort();
        }

        @Override
        public int internalPort() {
            return instance.internalPort();
        }

        @Override
        public void awaitTermination() throws InterruptedException {
            instance.awaitTermination();
        }

        @Override
        public void close() {
            instance.close();
        }
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
