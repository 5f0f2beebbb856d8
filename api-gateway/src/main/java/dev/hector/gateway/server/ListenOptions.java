package dev.hector.gateway.server;

/**
 * Where a gateway listens. Port 0 takes any free one.
 *
 * @param host the address to bind; there is no authentication yet, so the default is this machine only
 */
public record ListenOptions(String host, int httpPort, int grpcPort) {

    public static final ListenOptions DEFAULT = new ListenOptions("127.0.0.1", 8080, 9090);
}
