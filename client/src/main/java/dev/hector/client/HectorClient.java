package dev.hector.client;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.net.URI;

/**
 * How a server is reached, and on whose behalf. Values of this type do not change; whatever they open is closed by itself.
 *
 * <pre>{@code
 * var hector = HectorClient.rest(URI.create("http://localhost:8080")).withUser("ann");
 * try (var sessions = hector.sessionsOf("assistant")) {
 *     var session = sessions.create();
 *     sessions.send(session.sessionId(), "Hello", System.out::print);
 * }
 * }</pre>
 */
public final class HectorClient {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** The one thing that differs between the ways to a server. */
    private interface Way {

        SessionClient sessions(String agent, String token, String user);
    }

    private final Way way;
    private final String token;
    private final String user;

    private HectorClient(Way way, String token, String user) {
        this.way = way;
        this.token = token;
        this.user = user;
    }

    /**
     * A server on the network over REST and server-sent events. A stream that breaks is taken up where it broke off.
     *
     * @param server its base address, with or without a path, such as {@code http://localhost:8080}
     */
    public static HectorClient rest(URI server) {
        return new HectorClient(
                (agent, token, user) -> new HttpSessionClient(new HttpExchange(server, token, user), agent), "", "");
    }

    /**
     * A server over gRPC, on the network or in this process. The channel stays the caller's to shut down.
     *
     * @param channel leads to {@code hector.v1.A2AService}
     */
    public static HectorClient grpc(Channel channel) {
        return new HectorClient(
                (agent, token, user) -> new GrpcSessionClient(withToken(channel, token), agent, user), "", "");
    }

    private static Channel withToken(Channel channel, String token) {
        if (token.isEmpty()) {
            return channel;
        }
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /**
     * The same with a bearer token in every request.
     *
     * @param bearer empty for none
     */
    public HectorClient withToken(String bearer) {
        return new HectorClient(way, bearer, user);
    }

    /**
     * The same on behalf of a user.
     *
     * @param userId empty to be nobody in particular
     */
    public HectorClient withUser(String userId) {
        return new HectorClient(way, token, userId);
    }

    /** The sessions of an agent. Nothing is asked of the server yet, also not whether there is such an agent. */
    public SessionClient sessionsOf(String agent) {
        return way.sessions(agent, token, user);
    }
}
