package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.proto.v1.A2AServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a gRPC client finds out about the server itself. */
class GrpcServerTest {

    private static GatewayServer server;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        server = GatewayServer.start(TestGateway.config(Duration.ofMillis(300)));
        channel = ManagedChannelBuilder.forAddress("localhost", server.grpcPort())
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void reportsItsHealth() {
        var health = HealthGrpc.newBlockingStub(channel);
        var request = HealthCheckRequest.newBuilder()
                .setService(A2AServiceGrpc.SERVICE_NAME)
                .build();
        Awaitility.await().until(() -> health.check(request).getStatus() == ServingStatus.SERVING);
        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void showsItsPublicServicesByReflection() throws Exception {
        var names = new LinkedBlockingQueue<List<String>>();
        var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(names(names));
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        assertThat(names.poll(10, TimeUnit.SECONDS))
                .contains("hector.v1.A2AService", "grpc.health.v1.Health")
                .noneMatch(name -> name.contains("SessionCommands"));
        requests.onCompleted();
    }

    private static StreamObserver<ServerReflectionResponse> names(BlockingQueue<List<String>> names) {
        return new StreamObserver<>() {

            @Override
            public void onNext(ServerReflectionResponse response) {
                names.add(response.getListServicesResponse().getServiceList().stream()
                        .map(service -> service.getName())
                        .toList());
            }

            @Override
            public void onError(Throwable failure) {
                names.add(List.of(String.valueOf(failure)));
            }

            @Override
            public void onCompleted() {}
        };
    }
}
