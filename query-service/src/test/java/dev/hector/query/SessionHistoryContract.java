package dev.hector.query;

import static dev.hector.query.QueryFixture.AGENT;
import static dev.hector.query.QueryFixture.OTHER_AGENT;
import static dev.hector.query.QueryFixture.ref;
import static dev.hector.query.QueryFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.Role;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionKey;
import dev.hector.proto.v1.AwaitEventsQuery;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.FindEventsQuery;
import dev.hector.proto.v1.FindMessagesQuery;
import dev.hector.proto.v1.FindTurnQuery;
import dev.hector.proto.v1.Message;
import dev.hector.proto.v1.ReadWorkingMemoryQuery;
import dev.hector.proto.v1.SessionRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who sees a session's messages and events, and how they are paged, over any store. */
abstract class SessionHistoryContract extends QueryContract {

    @Test
    void transcriptIsPagedInBothOrders() {
        var given = session("s1").created("ann");
        for (var i = 1; i <= 5; i++) {
            given.turn("turn_" + i, "question " + i, "answer " + i);
        }
        given.stored();

        assertThat(transcript(given.key(), "asc"))
                .startsWith("question 1", "answer 1")
                .hasSize(10);
        assertThat(transcript(given.key(), "desc"))
                .isEqualTo(transcript(given.key(), "asc").reversed());
    }

    @Test
    void messageIsShownAsItWasStored() {
        var said = Instant.parse("2020-02-02T02:02:02Z");
        var given = session("s1").created("ann").imported("hello", said).stored();

        var message = queries.ask()
                .findMessages(FindMessagesQuery.newBuilder()
                        .setSession(ref(given.key()))
                        .build())
                .getMessages(0);

        assertThat(message.getSequence()).isEqualTo(2);
        assertThat(message.getRole()).isEqualTo("assistant");
        assertThat(message.getContent()).isEqualTo("hello");
        assertThat(message.getOccurredAt().getSeconds()).isEqualTo(said.getEpochSecond());
        assertThat(message.getToolCalls(0).getName()).isEqualTo("search");
        assertThat(message.getMetadata().getFieldsOrThrow("k").getNumberValue()).isEqualTo(1);
    }

    @Test
    void auditLogShowsEventsAsTheyAreStored() {
        var given =
                session("s1").created("ann").turn("turn_1", "why", "because").stored();

        var events = events(query(given.key()));

        assertThat(events)
                .extracting(Event::getType)
                .containsExactly(
                        "SessionCreated", "MessageAppended", "TurnStarted", "MessageAppended", "TurnCompleted");
        assertThat(events).extracting(Event::getSequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(events.getFirst().getData().getFieldsOrThrow("user_id").getStringValue())
                .isEqualTo("ann");
        assertThat(events.getFirst().getMetadata().getFieldsOrThrow("actor").getStringValue())
                .isEqualTo("system");
        assertThat(events.getLast().getPosition())
                .isGreaterThan(events.getFirst().getPosition());
        assertThat(events.getLast().getEventId()).startsWith("evt_");
    }

    @Test
    void auditLogIsFilteredAndPaged() {
        var given = session("s1").created("ann");
        for (var i = 1; i <= 4; i++) {
            given.turn("turn_" + i, "question", "answer");
        }
        given.stored();
        var query = query(given.key())
                .addTypes("TurnStarted")
                .setAfter(3)
                .setBefore(15)
                .setPageSize(1);

        assertThat(pagedSequences(query.clone())).containsExactly(7L, 11L);
        assertThat(pagedSequences(query.clone().setOrder("desc"))).containsExactly(11L, 7L);
    }

    @Test
    void auditLogTokenIsBoundToItsQuestion() {
        var given =
                session("s1").created("ann").turn("turn_1", "why", "because").stored();
        var token = queries.ask()
                .findEvents(query(given.key()).setPageSize(1).build())
                .getNextPageToken();

        assertThat(refusal(() -> events(query(given.key()).setAfter(1).setPageToken(token))))
                .isEqualTo("INVALID_REQUEST page_token");
        assertThat(refusal(() -> events(query(given.key()).setAfter(-1)))).isEqualTo("INVALID_REQUEST after");
        assertThat(refusal(() -> events(query(given.key()).setBefore(-1)))).isEqualTo("INVALID_REQUEST before");
    }

    @Test
    void auditLogShowsWhatANewerReleaseWrote() {
        var given = session("s1").created("ann").said(Role.USER, "one");
        given.ofNewerRelease("MoodDetected", "{\"mood\":{\"level\":3}}")
                .said(Role.USER, "two")
                .stored();
        queries.followed().runner().catchUp();

        var events = events(query(given.key()));

        assertThat(events)
                .extracting(Event::getType)
                .containsExactly("SessionCreated", "MoodDetected", "MessageAppended");
        var mood = events.get(1).getData().getFieldsOrThrow("mood").getStructValue();
        assertThat(mood.getFieldsOrThrow("level").getNumberValue()).isEqualTo(3);
        assertThat(events(query(given.key()).addTypes("MoodDetected"))).hasSize(1);
    }

    @Test
    void deletedSessionIsFoundNowhere() {
        var unseen =
                session("s1").created("ann").turn("turn_1", "a needle", "found").stored();
        var seen =
                session("s2").created("ann").turn("turn_1", "a needle", "found").stored();
        queries.followed().runner().catchUp();
        unseen.ended(Reason.DELETED).stored();
        seen.ended(Reason.COMPLETED).ended(Reason.DELETED).stored();
        assertFoundNowhere(ref(unseen.key()));

        queries.followed().runner().catchUp();

        assertFoundNowhere(ref(seen.key()));
    }

    @Test
    void sessionDeletedBeforeTheCatalogueSawItIsFoundNowhere() {
        var given = session("s1").created("ann").turn("turn_1", "a needle", "found");
        given.ended(Reason.DELETED).stored();

        assertFoundNowhere(ref(given.key()));
    }

    @Test
    void sessionOfSomebodyElseIsFoundNowhere() {
        var given =
                session("s1").created("ann").turn("turn_1", "a needle", "found").stored();

        assertFoundNowhere(ref(given.key(), "bob"));
        assertThat(queries.ask().describeSession(ref(given.key(), "ann")).getUserId())
                .isEqualTo("ann");
    }

    @Test
    void sameIdUnderAnotherAgentIsAnotherSession() {
        session(AGENT, "s1").created("ann").said(Role.USER, "needle").stored();

        assertFoundNowhere(ref(SessionKey.of(OTHER_AGENT, "s1")));
    }

    @Test
    void idThatNoSessionCanHaveIsRefused() {
        var impossible =
                SessionRef.newBuilder().setAgent(AGENT).setSessionId("a/b").build();

        assertThat(refusal(() -> queries.ask().describeSession(impossible))).isEqualTo("INVALID_REQUEST session_id");
    }

    private void assertFoundNowhere(SessionRef ref) {
        var ask = queries.ask();
        var waits = AwaitEventsQuery.newBuilder().setSession(ref).setFrom(1).setWaitMillis(1);
        for (Runnable question : List.<Runnable>of(
                () -> ask.describeSession(ref),
                () -> ask.findMessages(
                        FindMessagesQuery.newBuilder().setSession(ref).build()),
                () -> ask.findEvents(
                        FindEventsQuery.newBuilder().setSession(ref).build()),
                () -> ask.awaitEvents(waits.build()),
                () -> ask.findTurn(FindTurnQuery.newBuilder()
                        .setSession(ref)
                        .setTurnId("turn_1")
                        .build()),
                () -> ask.readWorkingMemory(
                        ReadWorkingMemoryQuery.newBuilder().setSession(ref).build()))) {
            assertThat(refusal(question)).isEqualTo("SESSION_NOT_FOUND");
        }
    }

    private List<String> transcript(SessionKey session, String order) {
        var contents = new ArrayList<String>();
        var query = FindMessagesQuery.newBuilder()
                .setSession(ref(session))
                .setOrder(order)
                .setPageSize(3);
        do {
            var page = queries.ask().findMessages(query.build());
            page.getMessagesList().stream().map(Message::getContent).forEach(contents::add);
            query.setPageToken(page.getNextPageToken());
        } while (!query.getPageToken().isEmpty());
        return contents;
    }

    private List<Long> pagedSequences(FindEventsQuery.Builder query) {
        var sequences = new ArrayList<Long>();
        do {
            var page = queries.ask().findEvents(query.build());
            page.getEventsList().stream().map(Event::getSequence).forEach(sequences::add);
            query.setPageToken(page.getNextPageToken());
        } while (!query.getPageToken().isEmpty());
        return sequences;
    }

    private List<Event> events(FindEventsQuery.Builder query) {
        return queries.ask().findEvents(query.build()).getEventsList();
    }

    private static FindEventsQuery.Builder query(SessionKey session) {
        return FindEventsQuery.newBuilder().setSession(ref(session));
    }
}
