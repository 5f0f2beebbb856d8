package dev.hector.cluster;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Finds a service's instances: every address of every {@code host:port} in a list. Names are looked up again and again,
 * so that instances that were added behind a name are found.
 */
final class ListedAddresses extends NameResolver {

    static final String SCHEME = "hector";

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final List<String> addresses;
    private final SimpleAsyncTaskScheduler looking = new SimpleAsyncTaskScheduler();

    private ListedAddresses(List<String> addresses) {
        this.addresses = addresses;
        looking.setVirtualThreads(true);
        looking.setThreadNamePrefix("addresses-");
    }

    /** A channel's target that stands for all of them. */
    static String target(List<String> addresses) {
        return SCHEME + ":///" + String.join(",", addresses);
    }

    /** Has channels understand {@link #target}. */
    static void register() {
        NameResolverRegistry.getDefaultRegistry().register(new Provider());
    }

    @Override
    public String getServiceAuthority() {
        return "hector";
    }

    @Override
    public void start(Listener2 listener) {
        looking.scheduleWithFixedDelay(() -> listener.onResult(look()), LOOK);
    }

    private ResolutionResult look() {
        var found = new LinkedHashSet<EquivalentAddressGroup>();
        var unknown = new ArrayList<String>();
        for (var address : addresses) {
            try {
                found.addAll(groups(address));
            } catch (UnknownHostException _) {
                unknown.add(address);
            }
        }
        var result = ResolutionResult.newBuilder();
        return found.isEmpty()
                ? result.setAddressesOrError(StatusOr.fromStatus(
                                Status.UNAVAILABLE.withDescription("No address is known of " + unknown)))
                        .build()
                : result.setAddressesOrError(StatusOr.fromValue(List.copyOf(found)))
                        .build();
    }

    private static List<EquivalentAddressGroup> groups(String address) throws UnknownHostException {
        var colon = address.lastIndexOf(':');
        var port = Integer.parseInt(address.substring(colon + 1));
        return Stream.of(InetAddress.getAllByName(address.substring(0, colon)))
                .map(host -> new EquivalentAddressGroup(new InetSocketAddress(host, port)))
                .toList();
    }

    @Override
    public void shutdown() {
        looking.close();
    }

    private static final class Provider extends NameResolverProvider {

        @Override
        protected boolean isAvailable() {
            return true;
        }

        @Override
        protected int priority() {
            return 5;
        }

        @Override
        public String getDefaultScheme() {
            return SCHEME;
        }

        @Override
        public @Nullable NameResolver newNameResolver(URI target, Args args) {
            return target.getScheme().equals(SCHEME)
                    ? new ListedAddresses(List.of(target.getPath().substring(1).split(",")))
                    : null;
        }
    }
}
