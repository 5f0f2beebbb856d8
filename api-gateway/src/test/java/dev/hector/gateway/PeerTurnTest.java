package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.proto.v1.AwaitTurnQuery;
import dev.hector.proto.v1.MessageChunk;
import dev.hector.proto.v1.TurnFeedsGrpc;
import dev.hector.proto.v1.TurnProgress;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A turn that runs in one gateway, followed through another. */
class PeerTurnTest extends TurnScenario {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final AtomicInteger asked = new AtomicInteger();
    private Server owner;
    private ManagedChannel channel;
    private TestGateway other;

    @BeforeEach
    void connect() throws IOException {
        var name = InProcessServerBuilder.generateName();
        owner = InProcessServerBuilder.forName(name)
                .addService(new Owner())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
        other = gateway.siblingWith(turn ->
                turn.address().isEmpty() ? Optional.empty() : Optional.of(TurnFeedsGrpc.newBlockingStub(channel)));
        givenSession();
        gateway.model.scripted();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
        owner.shutdownNow();
    }

    @Test
    void givesThePiecesThatItsOwnerGivesAtTheSamePositions() throws Exception {
        var here = gateway.turns.stream(message("Hi").setIdempotencyKey("k").build(), Caller.unnamed());
        awaitRunning();
        var there = other.turns.stream(message("Hi").setIdempotencyKey("k").build(), Caller.unnamed());
        gateway.model.say("Hello", ", \uD83D\uDE00", " world");
        var followed = List.of(next(there), next(there), next(there), next(there));
        assertThat(gateway.model.running()).isEqualTo(1);
        gateway.model.finish();
        assertThat(followed).isEqualTo(List.of(next(here), next(here), next(here), next(here)));
        assertThat(rest(there)).isEqualTo(rest(here)).hasSize(1);
    }

    @Test
    void goesOnFromAPositionOfTheOwnersStream() throws Exception {
        var here = gateway.turns.stream(message("Hi").build(), Caller.unnamed());
        gateway.model.say("Hello", ", ", "world");
        var token = List.of(next(here), next(here)).getLast().getPosition();
        next(here);
        var there = other.turns.stream(message("").setResumeToken(token).build(), Caller.unnamed());
        assertThat(next(there).getChunk()).isEqualTo(", ");
        gateway.model.finish();
        assertThat(rest(there).stream().map(MessageChunk::getChunk)).containsExactly("world", "");
    }

    @Test
    void takesTheRestFromTheLogWhenTheOwnerGoesAway() throws Exception {
        gateway.turns.stream(message("Hi").setIdempotencyKey("k").build(), Caller.unnamed());
        awaitRunning();
        var there = other.turns.stream(message("Hi").setIdempotencyKey("k").build(), Caller.unnamed());
        gateway.model.say("Hello");
        next(there);
        assertThat(next(there).getChunk()).isEqualTo("Hello");
        owner.shutdownNow().awaitTermination();
        gateway.model.say(", world").finish();
        assertThat(rest(there).stream().map(MessageChunk::getChunk)).containsExactly(", world", "");
    }

    @Test
    void whoWaitsForTheWholeAnswerDoesNotAskForPieces() throws Exception {
        var here = later(message("Hi").setIdempotencyKey("k"));
        awaitRunning();
        var there = clients.submit(
                () -> other.turns.answer(message("Hi").setIdempotencyKey("k").build(), Caller.unnamed()));
        gateway.model.say("Hello").finish();
        assertThat(there.get()).isEqualTo(here.get());
        assertThat(asked).hasValue(0);
    }

    private static MessageChunk next(TurnStream stream) throws InterruptedException {
        return stream.next(WAIT).orElseThrow();
    }

    private static List<MessageChunk> rest(TurnStream stream) throws InterruptedException {
        var parts = new ArrayList<MessageChunk>();
        while (!stream.ended()) {
            stream.next(WAIT).ifPresent(parts::add);
        }
        return parts;
    }

    private final class Owner extends TurnFeedsGrpc.TurnFeedsImplBase {

        @Override
        public void awaitTurn(AwaitTurnQuery query, StreamObserver<TurnProgress> caller) {
            asked.incrementAndGet();
            try {
                var wait = Duration.ofMillis(query.getWaitMillis());
                caller.onNext(new TurnPieces(gateway.running).await(query.getTurnId(), query.getOffset(), wait));
                caller.onCompleted();
            } catch (InterruptedException _) {
                caller.onError(Status.UNAVAILABLE.asRuntimeException());
            }
        }
    }
}
