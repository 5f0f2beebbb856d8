package dev.hector.cli;

import dev.hector.cluster.InstanceOptions;
import dev.hector.cluster.ServiceKind;
import dev.hector.configuration.HectorConfig;
import io.grpc.Channel;

/** Servers inside this process. */
interface LocalServers {

    /** A server whose {@code A2AService} is reached without a network. */
    interface Embedded extends AutoCloseable {

        Channel channel();

        /** Returns when running turns have ended and due summaries are made. */
        @Override
        void close();
    }

    /** A server that listens. */
    interface Listening extends AutoCloseable {

        int httpPort();

        int grpcPort();

        void awaitTermination() throws InterruptedException;

        @Override
        void close();
    }

    /** One instance of a service. */
    interface Instance extends AutoCloseable {

        int httpPort();

        int internalPort();

        void awaitTermination() throws InterruptedException;

        @Override
        void close();
    }

    Embedded embedded(HectorConfig config);

    Listening serve(HectorConfig config, String host, int httpPort, int grpcPort, ServerLog log);

    Instance service(ServiceKind kind, HectorConfig config, InstanceOptions options, ServerLog log);
}
