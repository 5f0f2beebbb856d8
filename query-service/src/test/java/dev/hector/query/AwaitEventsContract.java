package dev.hector.query;

import static dev.hector.query.QueryFixture.ref;
import static dev.hector.query.QueryFixture.refusal;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.events.Role;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.proto.v1.AwaitEventsQuery;
import dev.hector.proto.v1.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Waiting for a session's next events, over any store. */
abstract class AwaitEventsContract extends QueryContract {

    private static final int LONG = 20_000;

    @Test
    void eventsThatAreThereComeAtOnce() {
        var given =
                session("s1").created("ann").turn("turn_1", "why", "because").stored();

        assertThat(sequences(awaited(given, 4, LONG))).containsExactly(4L, 5L);
    }

    @Test
    void answerIsBounded() {
        var given =
                session("s1").created("ann").turn("turn_1", "why", "because").stored();

        var query = query(given, 1, 0).setLimit(2);

        assertThat(sequences(queries.ask().awaitEvents(query.build()).getEventsList()))
                .containsExactly(1L, 2L);
    }

    @Test
    void nextEventEndsTheWait() {
        var given = session("s1").created("ann").stored();
        var waiting = CompletableFuture.supplyAsync(() -> awaited(given, 2, LONG));
        session("s2").created("ann").stored();

        given.said(Role.USER, "hello").stored();

        await().atMost(5, SECONDS).until(waiting::isDone);
        assertThat(sequences(waiting.join())).containsExactly(2L);
    }

    @Test
    void nothingIsAnAnswerToo() {
        var given = session("s1").created("ann").stored();

        assertThat(awaited(given, 2, 30)).isEmpty();
    }

    @Test
    void callerWhoLeftEndsTheWait() {
        var given = session("s1").created("ann").stored();
        var gone = new AtomicBoolean();
        var log = new AuditLog(queries.stores(), new VisibleSessions(queries.stores()));
        var reference = new SessionReference(given.key(), null);
        var waiting =
                CompletableFuture.supplyAsync(() -> log.await(reference, 2, 0, Duration.ofMillis(LONG), gone::get));

        gone.set(true);

        await().atMost(5, SECONDS).until(waiting::isDone);
    }

    @Test
    void stoppingServiceEndsTheWait() {
        var given = session("s1").created("ann").stored();
        var waiting = CompletableFuture.supplyAsync(() -> awaited(given, 2, LONG));

        queries.followed().appends().close();

        await().atMost(5, SECONDS).until(waiting::isDone);
        assertThat(waiting.join()).isEmpty();
    }

    @Test
    void deletionEndsTheWait() {
        var given = session("s1").created("ann").stored();
        var waiting = CompletableFuture.supplyAsync(() -> refusal(() -> awaited(given, 2, LONG)));

        given.ended(Reason.DELETED).stored();

        await().atMost(5, SECONDS).until(waiting::isDone);
        assertThat(waiting.join()).isEqualTo("SESSION_NOT_FOUND");
    }

    @Test
    void limitsAreNamed() {
        var given = session("s1").created("ann").stored();

        assertThat(refusal(() -> awaited(given, -1, 0))).isEqualTo("INVALID_REQUEST from");
        assertThat(refusal(() -> awaited(given, 1, 60_001))).isEqualTo("INVALID_REQUEST wait_millis");
        assertThat(refusal(() -> queries.ask()
                        .awaitEvents(query(given, 1, 0).setLimit(1001).build())))
                .isEqualTo("INVALID_REQUEST limit");
    }

    private List<Event> awaited(GivenSession given, long from, int millis) {
        return queries.ask().awaitEvents(query(given, from, millis).build()).getEventsList();
    }

    private static AwaitEventsQuery.Builder query(GivenSession given, long from, int millis) {
        return AwaitEventsQuery.newBuilder()
                .setSession(ref(given.key()))
                .setFrom(from)
                .setWaitMillis(millis);
    }

    private static List<Long> sequences(List<Event> events) {
        return events.stream().map(Event::getSequence).toList();
    }
}
