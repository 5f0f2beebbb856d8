package dev.hector.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.command.OverdueSessions.LostTurn;
import dev.hector.command.session.Limits;
import dev.hector.events.EventMetadata;
import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.NewEvent;
import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SqlOverdueSessionsTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final Limits LIMITS = new Limits(Duration.ofMillis(10), Duration.ofMillis(1000));
    private static final List<String> QUESTIONS = List.of(SqlOverdueSessions.TOO_OLD, SqlOverdueSessions.IDLE);
    private static final int SEVERAL_PAGES = 2 * SqlOverdueSessions.PAGE + 1;

    private final SessionStore store = TestStores.inMemory();
    private final OverdueSessions overdue = new SqlOverdueSessions(store, LIMITS);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsEveryLostTurnOnceHoweverManyAreLost() {
        for (var i = 0; i < SEVERAL_PAGES; i++) {
            row("s" + i, 0, 0, i % 3 == 0 ? null : NOW.minusMillis(i % 5));
        }
        row("held", 0, 0, NOW.plusMillis(1));
        row("oldest", 0, 0, Instant.EPOCH);

        var found = new ArrayList<LostTurn>();
        overdue.lostTurns(NOW, found::add);

        assertThat(found).doesNotHaveDuplicates().hasSize(SEVERAL_PAGES * 2 / 3 + 1);
        assertThat(found.getFirst()).isEqualTo(new LostTurn(session("oldest"), "turn_oldest", 1));
        assertThat(found).extracting(LostTurn::turnId).doesNotContain("turn_held");
    }

    @Test
    void findsEverySessionThatIsPastALimit() {
        for (var i = 0; i < SEVERAL_PAGES; i++) {
            row("idle" + i, 0, 10, null);
        }
        row("answering", 0, 500, NOW.plusMillis(1));
        row("old", 1000, 0, NOW.plusMillis(1));
        row("active", 999, 9, null);

        var found = sessions(overdue);

        assertThat(found).doesNotHaveDuplicates().hasSize(SEVERAL_PAGES + 1);
        assertThat(found).contains(session("old")).doesNotContain(session("active"), session("answering"));
    }

    @Test
    void looksForNothingWithoutLimits() {
        row("old", 1_000_000, 1_000_000, null);

        assertThat(sessions(new SqlOverdueSessions(store, Limits.NONE))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("QUESTIONS")
    void looksNoFurtherThanAtWhatIsOverdue(String sql) {
        var literal = Pattern.compile(":[a-z]+").matcher(sql).replaceAll("1");

        var plan = store.read(rows -> rows.sql("explain query plan " + literal)
                .query((row, _) -> row.getString("detail"))
                .list());

        assertThat(plan.getFirst()).containsPattern("INDEX session_clock_(creation|activity) ");
    }

    private static List<SessionKey> sessions(OverdueSessions overdue) {
        var found = new ArrayList<SessionKey>();
        overdue.sessions(NOW, found::add);
        return found;
    }

    private void row(String id, long age, long idleFor, @Nullable Instant leaseUntil) {
        var active = NOW.minusMillis(idleFor);
        var event = new NewEvent(Sample.eventId(id), Sample.message("Hello"), EventMetadata.SYSTEM, active);
        var append = new Append(session(id), 0, List.of(event));
        var number = ((AppendResult.Appended) store.log().append(append)).position();
        store.write(rows -> rows.sql("insert into session_clock (session, created_at, active_minute) values (?, ?, ?)")
                .params(number, NOW.toEpochMilli() - age, SessionClock.minute(active))
                .update());
        if (leaseUntil != null) {
            store.write(rows -> rows.sql("""
                insert into open_turn (session, lease_until, attempt, turn_id, owner) values (?, ?, 1, ?, 'gateway')
                """)
                    .params(number, leaseUntil.toEpochMilli(), "turn_" + id)
                    .update());
        }
    }

    private static SessionKey session(String id) {
        return SessionKey.of("assistant", id);
    }
}
