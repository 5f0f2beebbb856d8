package dev.hector.standalone;

import io.grpc.ManagedChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a server by reflection which services it has. */
final class PublishedServices {

    private PublishedServices() {}

    static List<String> of(String host, int port) throws Exception {
        var channel =
                ManagedChannelBuilder.forAddress(host, port).usePlaintext().build();
        try {
            var answer = new CompletableFuture<List<String>>();
            var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new FirstAnswer(answer));
            requests.onNext(
                    ServerReflectionRequest.newBuilder().setListServices("").build());
            requests.onCompleted();
            return answer.get(10, TimeUnit.SECONDS);
        } finally {
            channel.shutdownNow();
        }
    }

    private record FirstAnswer(CompletableFuture<List<String>> names)
            implements StreamObserver<ServerReflectionResponse> {

        @Override
        public void onNext(ServerReflectionResponse response) {
            names.complete(response.getListServicesResponse().getServiceList().stream()
                    .map(ServiceResponse::getName)
                    .toList());
        }

        @Override
        public void onError(Throwable problem) {
            names.completeExceptionally(problem);
        }

        @Override
        public void onCompleted() {
            names.completeExceptionally(new IllegalStateException("no answer"));
        }
    }
}
