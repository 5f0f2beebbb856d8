package dev.hector.gateway.grpc;

import dev.hector.gateway.TurnPieces;
import dev.hector.proto.v1.AwaitTurnQuery;
import dev.hector.proto.v1.TurnFeedsGrpc;
import dev.hector.proto.v1.TurnProgress;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

/** {@code TurnFeeds}; calls block and so belong on virtual threads. */
final class TurnFeedsEndpoint extends TurnFeedsGrpc.TurnFeedsImplBase {

    private final TurnPieces pieces;

    TurnFeedsEndpoint(TurnPieces pieces) {
        this.pieces = pieces;
    }

    @Override
    public void awaitTurn(AwaitTurnQuery query, StreamObserver<TurnProgress> caller) {
        try {
            caller.onNext(pieces.await(query.getTurnId(), query.getOffset(), Duration.ofMillis(query.getWaitMillis())));
            caller.onCompleted();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            caller.onError(Status.UNAVAILABLE
                    .withDescription("The gateway is stopping.")
                    .asRuntimeException());
        }
    }
}
