package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.standalone.HectorServer;

/** A server on a store, and how it is called. */
final class Served implements AutoCloseable {

    /** Where the server runs and how clients reach it. */
    enum Via {
        /** In the clients' own process. */
        EMBEDDED,
        HTTP,
        GRPC
    }

    private final String benchmark;
    private final Meter meter;
    private final Callers callers;
    private final AutoCloseable server;

    private Served(String benchmark, Meter meter, Callers callers, AutoCloseable server) {
        this.benchmark = benchmark;
        this.meter = meter;
        this.callers = callers;
        this.server = server;
    }

    static Served start(Via via, Store store, SessionStoreConfig config) {
        return via == Via.EMBEDDED ? embedded(store, config) : forked(via, store, config);
    }

    private static Served embedded(Store store, SessionStoreConfig config) {
        var server = HectorServer.embedded(Agents.oneIn(config));
        var meter = Meter.ofThisProcess(store, config.database());
        return new Served("turn in-process", meter, GrpcCallers.within(server.channel()), server);
    }

    private static Served forked(Via via, Store store, SessionStoreConfig config) {
        var server = ServerProcess.start(config);
        var meter = Meter.ofServer(store, config.database(), server.tree());
        return via == Via.HTTP
                ? new Served("turn over HTTP", meter, new HttpCallers(server.httpPort()), server)
                : new Served("turn over gRPC", meter, GrpcCallers.to(server.grpcPort()), server);
    }

    String benchmark() {
        return benchmark;
    }

    Meter meter() {
        return meter;
    }

    Callers callers() {
        return callers;
    }

    @Override
    public void close() {
        callers.close();
        try {
            server.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
