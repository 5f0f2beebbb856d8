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
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
        var wait = new Wait(Duration.ofMillis(LONG));
        var log = new AuditLog(queries.stores(), new VisibleSessions(queries.stores()));
        var reference = new SessionReference(given.key(), null);
        var waiting = CompletableFuture.supplyAsync(() -> log.await(reference, 2, 0, wait));

        wait.giveUp();

        await().atMost(5, SECONDS).until(waiting::isDone);
    }

    @Test
    void stoppingServiceEndsTheWait() {
        var given = session("s1").created("ann").stored();
        var waiting = CompletableFuture.supplyAsync(() -> awaited(given, 2, LONG));

        queries.followed().news().close();

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
    void eventOfAnotherProcessEndsTheWait() {
        var elsewhere = queriesOver(new QuietStore(store), SETTINGS, "");
        var given = session("s1").created("ann").stored();
        var waiting = CompletableFuture.supplyAsync(() -> awaitedBy(elsewhere, given, 2, LONG));

        given.said(Role.USER, "hello").stored();

        await().atMost(5, SECONDS).until(waiting::isDone);
        assertThat(sequences(waiting.join())).containsExactly(2L);
    }

    @Test
    void whoWaitsForOneSessionDoesNotReadWhenAnotherGrows() {
        var counted = new QuietStore(store);
        var elsewhere = queriesOver(counted, SETTINGS, "");
        var idle = session("s1").created("ann").stored();
        var busy = session("s2").created("ann").stored();
        assertThat(awaitedBy(elsewhere, idle, 2, 10)).isEmpty();
        var before = counted.sessionReads();

        for (var i = 0; i < 5; i++) {
            busy.said(Role.USER, "hello").stored();
            assertThat(awaitedBy(elsewhere, idle, 2, 300)).isEmpty();
        }

        assertThat(counted.sessionReads()).isEqualTo(before);
        idle.said(Role.USER, "hello").stored();
        assertThat(sequences(awaitedBy(elsewhere, idle, 2, LONG))).containsExactly(2L);
    }

    @Test
    void anotherUserIsNotToldByWhatTheOwnerFound() {
        var given = session("s1").created("ann").stored();
        var news = new AuditLog(queries.stores(), new VisibleSessions(queries.stores()));
        news.await(new SessionReference(given.key(), "ann"), 2, 0, new Wait(Duration.ZERO));

        var reply = news.await(new SessionReference(given.key(), "ben"), 2, 0, new Wait(Duration.ZERO));

        assertThat(reply).isInstanceOf(Reply.Refused.class);
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
        return awaitedBy(queries, given, from, millis);
    }

    private static List<Event> awaitedBy(QueryFixture queries, GivenSession given, long from, int millis) {
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
