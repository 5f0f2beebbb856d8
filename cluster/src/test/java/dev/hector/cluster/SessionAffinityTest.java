package dev.hector.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hector.proto.v1.CommandReply;
import dev.hector.proto.v1.EndSessionCommand;
import dev.hector.proto.v1.LongTermMemoriesGrpc;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionRef;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionAffinityTest {

    private static final int SESSIONS = 60;

    private final List<Instance> instances = new ArrayList<>();
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        for (var number = 1; number <= 3; number++) {
            instances.add(new Instance(number));
        }
        channel = channel();
    }

    private ManagedChannel channel() {
        return ServiceChannels.to(instances.stream().map(Instance::address).toList());
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        instances.forEach(instance -> instance.server.shutdownNow());
    }

    @Test
    void aSessionsCallsGoToOneInstanceAndAllInstancesHaveSome() {
        awaitInstances(Set.of(1L, 2L, 3L));
        var first = homes(channel);
        assertThat(homes(channel)).isEqualTo(first);
        assertThat(first.values()).contains(1L, 2L, 3L);
    }

    @Test
    void anotherProcessSendsAlike() {
        awaitInstances(Set.of(1L, 2L, 3L));
        var other = channel();
        try {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(homes(other)).isEqualTo(homes(channel)));
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void onlyTheSessionsOfAnInstanceThatIsNotWellMoveAndTheyComeBack() {
        awaitInstances(Set.of(1L, 2L, 3L));
        var before = homes(channel);
        instances.get(1).health.setStatus("", ServingStatus.NOT_SERVING);
        awaitInstances(Set.of(1L, 3L));
        var meanwhile = homes(channel);
        before.forEach((session, home) -> {
            if (home != 2) {
                assertThat(meanwhile).containsEntry(session, home);
            }
        });
        instances.get(1).health.setStatus("", ServingStatus.SERVING);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(homes(channel)).isEqualTo(before));
    }

    @Test
    void aStoppedInstanceIsFoundAgain() throws IOException {
        awaitInstances(Set.of(1L, 2L, 3L));
        var before = homes(channel);
        instances.get(2).server.shutdownNow();
        awaitInstances(Set.of(1L, 2L));
        instances.get(2).start();
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(homes(channel)).isEqualTo(before));
    }

    @Test
    void aUsersSessionsAskOneInstanceForMemories() {
        awaitInstances(Set.of(1L, 2L, 3L));
        var asked = new TreeSet<String>();
        for (var session = 0; session < SESSIONS; session++) {
            asked.add(recalledBy(session(session).setUserId("ada").build()));
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void failsAtOnceWhenNobodyIsThere() {
        instances.forEach(instance -> instance.server.shutdownNow());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThatThrownBy(() -> home(channel, 0))
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessageContaining("UNAVAILABLE"));
    }

    private void awaitInstances(Set<Long> expected) {
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(Set.copyOf(homes(channel).values())).isEqualTo(expected));
    }

    private static Map<Integer, Long> homes(ManagedChannel channel) {
        var homes = new HashMap<Integer, Long>();
        IntStream.range(0, SESSIONS).forEach(session -> homes.put(session, home(channel, session)));
        return homes;
    }

    private static long home(ManagedChannel channel, int session) {
        var command =
                EndSessionCommand.newBuilder().setSession(session(session)).build();
        return SessionCommandsGrpc.newBlockingStub(channel)
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .endSession(command)
                .getVersion();
    }

    private String recalledBy(SessionRef session) {
        var query = RecallQuery.newBuilder().setSession(session).build();
        return LongTermMemoriesGrpc.newBlockingStub(channel)
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .recallMemories(query)
                .getMemories(0)
                .getContent();
    }

    private static SessionRef.Builder session(int number) {
        return SessionRef.newBuilder().setAgent("support").setSessionId("session-" + number);
    }

    /** Answers with its number. */
    private static final class Instance {

        private final int number;
        private int port;
        private HealthStatusManager health;
        private Server server;

        private Instance(int number) throws IOException {
            this.number = number;
            start();
        }

        private void start() throws IOException {
            health = new HealthStatusManager();
            server = Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                    .addService(health.getHealthService())
                    .addService(new SessionCommandsGrpc.SessionCommandsImplBase() {
                        @Override
                        public void endSession(EndSessionCommand command, StreamObserver<CommandReply> answer) {
                            answer.onNext(
                                    CommandReply.newBuilder().setVersion(number).build());
                            answer.onCompleted();
                        }
                    })
                    .addService(new LongTermMemoriesGrpc.LongTermMemoriesImplBase() {
                        @Override
                        public void recallMemories(RecallQuery query, StreamObserver<RecallResponse> answer) {
                            var reply = RecallResponse.newBuilder();
                            reply.addMemoriesBuilder().setContent("instance " + number);
                            answer.onNext(reply.build());
                            answer.onCompleted();
                        }
                    })
                    .build()
                    .start();
            port = server.getPort();
        }

        private String address() {
            return "localhost:" + port;
        }
    }
}
