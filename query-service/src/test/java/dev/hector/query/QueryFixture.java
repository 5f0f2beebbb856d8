package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.SessionsConfig;
import dev.hector.configuration.StorageScope;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.TokenCounter;
import dev.hector.proto.v1.SessionQueriesGrpc;
import dev.hector.proto.v1.SessionQueriesGrpc.SessionQueriesBlockingStub;
import dev.hector.proto.v1.SessionRef;
import dev.hector.store.ForwardingStore;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.store.UnknownAgentException;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The query service over one store, asked over gRPC as the gateway asks it. Its projections do not run by themselves. */
final class QueryFixture implements AutoCloseable {

    static final String AGENT = "assistant";
    static final String OTHER_AGENT = "other";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FollowedStores followed;
    private final Server server;
    private final ManagedChannel channel;

    QueryFixture(SessionStore store, MemorySettings settings, String instructions) {
        var config = config(settings, instructions);
        followed = new FollowedStores(new OneStore(store), QueryFixture::followed);
        var name = UUID.randomUUID().toString();
        server = started(InProcessServerBuilder.forName(name)
                .executor(threads)
                .addService(service(followed, config))
                .build());
        channel = InProcessChannelBuilder.forName(name).build();
    }

    SessionQueriesBlockingStub ask() {
        return SessionQueriesGrpc.newBlockingStub(channel);
    }

    FollowedStores stores() {
        return followed;
    }

    FollowedStore followed() {
        return followed.forAgent(AGENT);
    }

    static SessionRef ref(SessionKey session) {
        return SessionRef.newBuilder()
                .setTenant(session.tenant())
                .setAgent(session.agent())
                .setSessionId(session.sessionId())
                .build();
    }

    static SessionRef ref(SessionKey session, String user) {
        return ref(session).toBuilder().setUserId(user).build();
    }

    /** The reason (and the field, if any) with which the question is refused. */
    static String refusal(Runnable question) {
        var refused = catchThrowableOfType(StatusRuntimeException.class, question::run);
        var status = StatusProto.fromThrowable(refused);
        assertThat(status).isNotNull();
        try {
            var info = status.getDetails(0).unpack(ErrorInfo.class);
            return (info.getReason() + " " + info.getMetadataOrDefault("field", "")).strip();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        followed.close();
        threads.close();
    }

    /** A runner follows the real store, not what is put around it. */
    private static FollowedStore followed(SessionStore store) {
        return FollowedStore.of(store, store instanceof ForwardingStore around ? around.store() : store);
    }

    private static HectorConfig config(MemorySettings settings, String instructions) {
        return new HectorConfig(
                Map.of(
                        AGENT, agent(AGENT, settings, instructions),
                        OTHER_AGENT, agent(OTHER_AGENT, settings, instructions)),
                Map.of(),
                Map.of(),
                SessionsConfig.DEFAULT);
    }

    private static AgentConfig agent(String name, MemorySettings settings, String instructions) {
        var longterm = name.equals(OTHER_AGENT) ? new LongTermConfig(StorageScope.CONVERSATIONAL, true, 5, 1) : null;
        return new AgentConfig(name, null, instructions, null, settings, longterm, List.of(), false);
    }

    private static Server started(Server server) {
        try {
            return server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BindableService service(FollowedStores followed, HectorConfig config) {
        TokenCounter counter = GivenSession::words;
        var wiring = new QueryServiceConfiguration();
        var visible = wiring.visibleSessions(followed);
        var memories = wiring.workingMemories(followed, visible, config, counter);
        return wiring.sessionQueries(
                wiring.sessionCatalogue(followed, visible, memories, config),
                wiring.transcript(visible),
                wiring.auditLog(followed, visible),
                wiring.turns(visible, memories),
                memories,
                wiring.textSearch(followed));
    }

    private record OneStore(SessionStore store) implements SessionStores {

        @Override
        public SessionStore forAgent(String agent) {
            if (agent.equals(AGENT) || agent.equals(OTHER_AGENT)) {
                return store;
            }
            throw new UnknownAgentException(agent, List.of(AGENT, OTHER_AGENT));
        }

        @Override
        public Collection<SessionStore> all() {
            return List.of(store);
        }

        @Override
        public void close() {}
    }
}
