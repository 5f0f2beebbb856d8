package dev.hector.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hector.proto.v1.TailEventsRequest;
import dev.hector.wire.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many audit logs are followed at a time, and for how long. */
class EventTailsTest extends TurnScenario {

    @BeforeEach
    void session() {
        givenSession();
    }

    @Test
    void refusesOneMoreThanThereIsRoomFor() {
        try (var _ = follow();
                var _ = follow()) {
            assertThatThrownBy(this::follow).isInstanceOfSatisfying(RefusedException.class, refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_STREAMS);
                assertThat(refused.code().httpStatus()).isEqualTo(503);
                assertThat(refused.refusal().retryAfterSeconds()).isPresent();
            });
        }
    }

    @Test
    void closedTailGivesItsPlaceBackOnce() {
        try (var _ = follow()) {
            var closedTwice = follow();
            closedTwice.close();
            closedTwice.close();

            try (var _ = follow()) {
                assertThatThrownBy(this::follow).isInstanceOf(RefusedException.class);
            }
        }
    }

    @Test
    void closingEndsAWait() {
        var tail = follow();
        var waiting = CompletableFuture.supplyAsync(() -> tail.next(Duration.ofSeconds(30)));

        tail.close();

        await().atMost(5, SECONDS).until(waiting::isDone);
        assertThat(waiting.join()).isEmpty();
        assertThat(tail.ended()).isTrue();
    }

    @Test
    void roomIsHalfOfTheHeap() {
        assertThat(EventTails.within(512L * 1024 * 1024)).isBetween(6_000, 7_000);
        assertThat(EventTails.within(1)).isEqualTo(1);
    }

    private EventTails.Tail follow() {
        var request = TailEventsRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId("s1")
                .build();
        return gateway.tails.follow(request, Caller.unnamed());
    }
}
