package dev.hector.standalone;

/**
 * Where a server listens. Port 0 takes any free one.
 *
 * @param host the address to bind; there is no authentication yet, so the default is this machine only
 */
public record ServeOptions(String host, int httpPort, int grpcPort) {

    public static final ServeOptions DEFAULT = new ServeOptions("127.0.0.1", 8080, 9090);
}
