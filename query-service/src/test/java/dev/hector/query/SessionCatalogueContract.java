package dev.hector.query;

import static dev.hector.query.QueryFixture.AGENT;
import static dev.hector.query.QueryFixture.OTHER_AGENT;
import static dev.hector.query.QueryFixture.ref;
import static dev.hector.query.QueryFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.hector.events.Role;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionKey;
import dev.hector.proto.v1.FindSessionsQuery;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.store.SessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the catalogue answers, over any store. */
abstract class SessionCatalogueContract extends QueryContract {

    @Test
    void sessionIsDescribedAtOnce() {
        var given = session("s1")
                .created("ann")
                .turn("turn_1", "my colour is teal", "noted")
                .stored();

        var shown = queries.ask().describeSession(ref(given.key()));

        assertThat(shown.getSessionId()).isEqualTo("s1");
        assertThat(shown.getAgent()).isEqualTo(AGENT);
        assertThat(shown.getUserId()).isEqualTo("ann");
        assertThat(shown.getTitle()).isEqualTo("About s1");
        assertThat(shown.getStatus()).isEqualTo(SessionStatus.SESSION_STATUS_ACTIVE);
        assertThat(shown.getMessageCount()).isEqualTo(2);
        assertThat(shown.getTurnCount()).isEqualTo(1);
        assertThat(shown.getVersion()).isEqualTo(5);
        assertThat(seconds(shown.getCreatedAt())).isEqualTo(GivenSession.time(1).getEpochSecond());
        assertThat(shown.getUpdatedAt().getNanos()).isEqualTo(678_000_000);
        assertThat(seconds(shown.getUpdatedAt())).isEqualTo(GivenSession.time(5).getEpochSecond());
        assertThat(shown.hasEndedAt()).isFalse();
        assertThat(shown.getMetadata().getFieldsOrThrow("n").getNumberValue()).isEqualTo(7);
    }

    @Test
    void descriptionHasTheMemoryMeter() {
        var given = session("s1")
                .created("ann")
                .turn("turn_1", "one two three", "four")
                .stored();

        var meter = queries.ask().describeSession(ref(given.key())).getWorkingMemory();

        assertThat(meter.getStrategy()).isEqualTo("summary_buffer");
        assertThat(meter.getBudget()).isEqualTo(400);
        assertThat(meter.getTokens()).isPositive();
        assertThat(meter.getSummarisedThrough()).isZero();
    }

    @Test
    void longTermScopeIsShownWhereItIsOn() {
        var off = session(AGENT, "s1").created("ann").stored();
        var on = session(OTHER_AGENT, "s1").created("ann").stored();

        assertThat(queries.ask().describeSession(ref(off.key())).hasLongtermMemory())
                .isFalse();
        assertThat(queries.ask()
                        .describeSession(ref(on.key()))
                        .getLongtermMemory()
                        .getScope())
                .isEqualTo("conversational");
    }

    @Test
    void descriptionNeedsNoRunningProjection() {
        var given = session("s1").created("ann").said(Role.USER, "one").stored();
        queries.followed().runner().catchUp();
        given.said(Role.USER, "two").ended(Reason.COMPLETED).stored();

        var shown = queries.ask().describeSession(ref(given.key()));

        assertThat(shown.getMessageCount()).isEqualTo(2);
        assertThat(shown.getStatus()).isEqualTo(SessionStatus.SESSION_STATUS_ENDED);
        assertThat(shown.getEndReason()).isEqualTo("completed");
        assertThat(seconds(shown.getEndedAt())).isEqualTo(GivenSession.time(4).getEpochSecond());
    }

    @Test
    void listSeesEveryAcknowledgedWrite() {
        session("s1").created("ann").stored();
        assertThat(ids(list())).containsExactly("s1");

        session("s2").created("ann").stored();
        session("s1").ended(Reason.DELETED).stored();

        assertThat(ids(list())).containsExactly("s2");
    }

    @Test
    void newestActivityComesFirst() {
        for (var id : List.of("s1", "s2", "s3")) {
            session(id).created("ann").stored();
        }
        session("s1").said(Role.USER, "again").stored();

        assertThat(ids(list())).containsExactly("s1", "s3", "s2");
        assertThat(ids(queries.ask()
                        .findSessions(query().setOrder("asc").build())
                        .getSessionsList()))
                .containsExactly("s2", "s3", "s1");
    }

    @Test
    void filtersByUserAndStatus() {
        session("s1").created("ann").stored();
        session("s2").created("bob").ended(Reason.COMPLETED).stored();
        session("s3").created("ann").ended(Reason.IDLE_TIMEOUT).stored();
        session(OTHER_AGENT, "s4").created("ann").stored();

        assertThat(ids(found(query().setUserId("ann")))).containsExactly("s3", "s1");
        assertThat(ids(found(query().setStatus(SessionStatus.SESSION_STATUS_ENDED))))
                .containsExactly("s3", "s2");
        assertThat(ids(found(
                        query().setStatus(SessionStatus.SESSION_STATUS_ACTIVE).setUserId("ann"))))
                .containsExactly("s1");
    }

    @Test
    void pagesAreStableWhileSessionsAreAdded() {
        for (var i = 1; i <= 5; i++) {
            session("old" + i).created("ann").stored();
        }

        var seen = new ArrayList<String>();
        var token = "";
        do {
            var page = queries.ask()
                    .findSessions(query().setPageSize(2).setPageToken(token).build());
            seen.addAll(ids(page.getSessionsList()));
            token = page.getNextPageToken();
            session("new" + seen.size()).created("ann").stored();
        } while (!token.isEmpty());

        assertThat(seen).containsExactly("old5", "old4", "old3", "old2", "old1");
    }

    @Test
    void tokenIsRefusedWithOtherFilters() {
        session("s1").created("ann").stored();
        session("s2").created("ann").stored();
        var token = queries.ask().findSessions(query().setPageSize(1).build()).getNextPageToken();

        for (var other : List.of(
                query().setUserId("ann"),
                query().setOrder("asc"),
                query().setStatus(SessionStatus.SESSION_STATUS_ACTIVE),
                query().setAgent(OTHER_AGENT))) {
            assertThat(refusal(() -> found(other.setPageToken(token)))).isEqualTo("INVALID_REQUEST page_token");
        }
        assertThat(refusal(() -> found(query().setPageToken("nonsense")))).isEqualTo("INVALID_REQUEST page_token");
    }

    @Test
    void pageSizeOutOfRangeIsRefused() {
        assertThat(refusal(() -> found(query().setPageSize(1001)))).isEqualTo("INVALID_REQUEST page_size");
        assertThat(refusal(() -> found(query().setPageSize(-1)))).isEqualTo("INVALID_REQUEST page_size");
    }

    @Test
    void unknownAgentIsNamed() {
        assertThat(refusal(() -> found(query().setAgent("nobody")))).isEqualTo("AGENT_NOT_FOUND");
        assertThat(refusal(() -> queries.ask().describeSession(ref(SessionKey.of("nobody", "s1")))))
                .isEqualTo("AGENT_NOT_FOUND");
    }

    @Test
    void eventOfNewerReleaseParksItsSessionOnly() {
        var newer = session("s1").created("ann").said(Role.USER, "one").stored();
        newer.said(Role.USER, "two").ofNewerRelease("MoodDetected", "{\"mood\":\"good\"}");
        session("s2").created("ann").stored();

        assertThat(ids(list())).containsExactly("s2", "s1");
        assertThat(refusal(() -> queries.ask().describeSession(ref(newer.key()))))
                .isEqualTo("SESSION_PARKED");
    }

    @Test
    void catalogueEqualsFreshReplay() {
        var random = new Random(4711);
        for (var i = 0; i < 120; i++) {
            somethingHappens(session("s" + random.nextInt(12)), random);
            if (i % 17 == 0) {
                queries.followed().runner().catchUp();
            }
        }
        queries.followed().runner().catchUp();

        var projected = rows(store);
        assertThat(projected).isNotEmpty().isEqualTo(replayed());
    }

    private static void somethingHappens(GivenSession given, Random random) {
        if (given.version() == 0) {
            given.created("user" + random.nextInt(3)).stored();
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> given.ended(Reason.values()[random.nextInt(4)]);
            case 1 -> given.summarised(1, 2, "so far");
            case 2 -> given.asked("turn_" + given.version(), "why").failed("turn_" + given.version());
            default -> given.turn("turn_" + given.version(), "question", "answer");
        }
        given.stored();
    }

    private List<CatalogueEntry> replayed() {
        store.write(rows -> rows.sql("delete from session_catalogue").update());
        for (var event : store.log().readAll(0, 10_000)) {
            store.write(rows -> {
                new CatalogueRows().apply(rows, event);
                return true;
            });
        }
        return rows(store);
    }

    private static List<CatalogueEntry> rows(SessionStore store) {
        var filter = new SessionFilter(SessionKey.DEFAULT_TENANT, AGENT, null, null);
        return store.read((JdbcClient rows) -> new CatalogueRows().find(rows, filter, new Cursor(1000, true, 0, "")));
    }

    private List<Session> list() {
        return found(query());
    }

    private List<Session> found(FindSessionsQuery.Builder query) {
        return queries.ask().findSessions(query.build()).getSessionsList();
    }

    private static FindSessionsQuery.Builder query() {
        return FindSessionsQuery.newBuilder().setAgent(AGENT);
    }

    private static List<String> ids(List<Session> sessions) {
        return sessions.stream().map(Session::getSessionId).toList();
    }

    private static long seconds(Timestamp time) {
        return time.getSeconds();
    }
}
