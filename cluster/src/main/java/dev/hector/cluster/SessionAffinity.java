package dev.hector.cluster;

import static io.grpc.ConnectivityState.CONNECTING;
import static io.grpc.ConnectivityState.IDLE;
import static io.grpc.ConnectivityState.READY;
import static io.grpc.ConnectivityState.TRANSIENT_FAILURE;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.protobuf.services.HealthCheckingLoadBalancerUtil;
import io.grpc.util.MultiChildLoadBalancer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends all calls about one thing to one instance, which then has it in memory, by rendezvous hashing over the instances
 * that say they are well: when one goes only its things move, and every process that lists the same addresses sends
 * alike. Nothing depends on it but speed: any instance answers any call. Calls about nothing go anywhere.
 *
 * @see <a href="https://doi.org/10.1109/90.663936">Thaler, Ravishankar: Using name-based mappings to increase hit rates
 *     (1998)</a>
 */
final class SessionAffinity extends MultiChildLoadBalancer {

    static final String POLICY = "hector_session_affinity";

    /** What a call is about. */
    static final CallOptions.Key<String> ABOUT = CallOptions.Key.create("hector-about");

    private static final HashFunction HASH = Hashing.murmur3_128();

    private SessionAffinity(Helper helper) {
        super(helper);
    }

    /** Has channels know {@link #POLICY}. */
    static void register() {
        LoadBalancerRegistry.getDefaultRegistry().register(new Provider());
    }

    @Override
    protected ChildLbState createChildLbState(Object address) {
        return new ConnectedAgain(address);
    }

    @Override
    protected void updateOverallBalancingState() {
        var ready = getReadyChildren();
        if (!ready.isEmpty()) {
            update(READY, new Rendezvous(instances(ready)));
        } else if (getChildLbStates().stream().anyMatch(SessionAffinity::mayBecomeReady)) {
            update(CONNECTING, new FixedResultPicker(PickResult.withNoResult()));
        } else {
            update(TRANSIENT_FAILURE, new Rendezvous(instances(getChildLbStates())));
        }
    }

    private static boolean mayBecomeReady(ChildLbState instance) {
        return instance.getCurrentState() == CONNECTING || instance.getCurrentState() == IDLE;
    }

    private void update(ConnectivityState state, SubchannelPicker picker) {
        currentConnectivityState = state;
        getHelper().updateBalancingState(state, picker);
    }

    private static List<Instance> instances(Collection<ChildLbState> children) {
        return children.stream()
                .map(child -> new Instance(child.getKey().toString(), child.getCurrentPicker()))
                .toList();
    }

    /** Left idle, an instance that closed its connection would not be asked again. */
    private final class ConnectedAgain extends ChildLbState {

        private ConnectedAgain(Object address) {
            super(address, pickFirstLbProvider);
        }

        @Override
        protected ChildLbStateHelper createChildHelper() {
            return new ChildLbStateHelper() {
                @Override
                public void updateBalancingState(ConnectivityState state, SubchannelPicker picker) {
                    super.updateBalancingState(state, picker);
                    if (!resolvingAddresses && state == IDLE) {
                        getLb().requestConnection();
                    }
                }
            };
        }
    }

    private record Instance(String address, SubchannelPicker picker) {

        long weight(String about) {
            return HASH.newHasher()
                    .putString(address, StandardCharsets.UTF_8)
                    .putString(about, StandardCharsets.UTF_8)
                    .hash()
                    .asLong();
        }
    }

    private static final class Rendezvous extends SubchannelPicker {

        private final List<Instance> instances;

        private Rendezvous(List<Instance> instances) {
            this.instances = instances;
        }

        @Override
        public PickResult pickSubchannel(PickSubchannelArgs call) {
            var about = call.getCallOptions().getOption(ABOUT);
            var instance = about == null
                    ? instances.get(ThreadLocalRandom.current().nextInt(instances.size()))
                    : heaviest(about);
            return instance.picker().pickSubchannel(call);
        }

        private Instance heaviest(String about) {
            var heaviest = instances.getFirst();
            var most = heaviest.weight(about);
            for (var instance : instances.subList(1, instances.size())) {
                var weight = instance.weight(about);
                if (weight > most) {
                    heaviest = instance;
                    most = weight;
                }
            }
            return heaviest;
        }
    }

    private static final class Provider extends LoadBalancerProvider {

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public int getPriority() {
            return 5;
        }

        @Override
        public String getPolicyName() {
            return POLICY;
        }

        @Override
        public LoadBalancer newLoadBalancer(Helper helper) {
            return HealthCheckingLoadBalancerUtil.newHealthCheckingLoadBalancer(
                    new Factory() {
                        @Override
                        public LoadBalancer newLoadBalancer(Helper checked) {
                            return new SessionAffinity(checked);
                        }
                    },
                    helper);
        }
    }
}
