package dev.hector.cluster;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Channels to the instances of other services: a session's calls go to one of those that say they are well, an instance
 * that answers no ping is given up, and what may be said twice is said again to another instance when one goes away. Calls
 * that wait for an instance until their deadline are made so by their stubs.
 */
final class ServiceChannels {

    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int PING_SECONDS = 5;
    private static final int PONG_SECONDS = 3;
    private static final int RECONNECT_SECONDS = 1;

    static {
        ListedAddresses.register();
        SessionAffinity.register();
    }

    private ServiceChannels() {}

    /** @param repeatable methods with the same effect when they are called twice */
    static ManagedChannel to(List<String> addresses, MethodDescriptor<?, ?>... repeatable) {
        var channel = channel(addresses, repeatable);
        Thread.ofVirtual().name("reconnect").start(() -> reconnectSoon(channel));
        return channel;
    }

    /** Left alone, a channel tries an instance that was away for some minutes again only after as long. */
    private static void reconnectSoon(ManagedChannel channel) {
        try {
            while (!channel.awaitTermination(RECONNECT_SECONDS, TimeUnit.SECONDS)) {
                channel.resetConnectBackoff();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static ManagedChannel channel(List<String> addresses, MethodDescriptor<?, ?>... repeatable) {
        return Grpc.newChannelBuilder(ListedAddresses.target(addresses), InsecureChannelCredentials.create())
                .defaultServiceConfig(serviceConfig(repeatable))
                .intercept(new AboutSession())
                .enableRetry()
                .maxInboundMessageSize(MOST_BYTES)
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PONG_SECONDS, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .build();
    }

    private static Map<String, Object> serviceConfig(MethodDescriptor<?, ?>... repeatable) {
        var balanced = Map.of(
                "loadBalancingConfig",
                List.of(Map.of(SessionAffinity.POLICY, Map.of())),
                "healthCheckConfig",
                Map.of("serviceName", ""));
        return repeatable.length == 0
                ? Map.copyOf(balanced)
                : Stream.of(balanced, Map.of("methodConfig", List.of(again(repeatable))))
                        .flatMap(part -> part.entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Object> again(MethodDescriptor<?, ?>... methods) {
        return Map.of(
                "name",
                Arrays.stream(methods)
                        .map(method -> Map.of("service", method.getServiceName(), "method", method.getBareMethodName()))
                        .toList(),
                "retryPolicy",
                Map.of(
                        "maxAttempts",
                        4.0,
                        "initialBackoff",
                        "0.05s",
                        "maxBackoff",
                        "1s",
                        "backoffMultiplier",
                        2.0,
                        "retryableStatusCodes",
                        List.of("UNAVAILABLE")));
    }
}
