package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.Role;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.store.NewerRelease;
import dev.hector.store.Sample;
import dev.hector.store.projection.ProjectionRunner;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store keeps of sessions. */
abstract class MemoryProjectionContract extends StoreContract {

    @Test
    void keepsWhatUserAndAgentSay() {
        session("s", "ada")
                .asked("I paint", "  ")
                .said(Role.TOOL, "42")
                .answered("Lovely \0 colours 🎨")
                .asked("Bye");

        catchUp(messages(1));

        assertThat(contents("s")).containsExactly("I paint", "Lovely  colours 🎨", "Bye");
    }

    @Test
    void keepsWhoSaidItWhenAndWhere() {
        var saidAt = Instant.parse("2023-05-08T13:56:00Z");
        var key = session("s", "ada").imported("Caroline", "I paint", saidAt).key();

        catchUp(messages(1));

        assertThat(strings("memory_id"))
                .containsExactly(Sample.eventId(key + "_2").replace("evt_", "mem_"));
        assertThat(strings("user_id")).containsExactly("ada");
        assertThat(strings("session_id")).containsExactly("s");
        assertThat(strings("speaker")).containsExactly("Caroline");
        assertThat(strings("role")).containsExactly("user");
        assertThat(longs("occurred_at")).containsExactly(saidAt.toEpochMilli());
        assertThat(longs("sequence")).containsExactly(2L);
        assertThat(longs("tokens")).containsExactly(2L);
    }

    @Test
    void keepsNothingOfOtherAgents() {
        GivenSession.of(store, "other", "s", "ada").asked("I paint");
        session("s", "ada").asked("I sing");

        catchUp(messages(1));

        assertThat(contents("s")).containsExactly("I sing");
    }

    @Test
    void leavesNoContentOfADeletedSession() {
        session("gone", "ada").asked("a secret", "another");
        session("kept", "ada").asked("no secret");
        catchUp(messages(1));
        giveVectors();

        new GivenSession(store, SessionKey.of(AGENT, "gone"), 3).deleted();
        catchUp(messages(1));

        assertThat(contents("gone")).containsExactly("", "");
        assertThat(contents("kept")).containsExactly("no secret");
        assertThat(count("SELECT count(*) FROM memory WHERE deleted = 1")).isEqualTo(2);
        assertThat(count("SELECT count(*) FROM memory_vector")).isEqualTo(1);
    }

    @Test
    void storesNothingOfASessionThatIsDeletedAlready() {
        session("gone", "ada").asked("a secret").deleted();

        catchUp(messages(1));

        assertThat(contents("gone")).isEmpty();
    }

    @Test
    void givesEachChangeANewerStamp() {
        var session = session("s", "ada").asked("1");
        catchUp(messages(1));
        session.asked("2");
        catchUp(messages(1));
        session.deleted();
        catchUp(messages(1));

        assertThat(longs("stamp")).containsOnly(3L);
        assertThat(store.read(ChangeSequence::newest)).isEqualTo(3);
    }

    @Test
    void makesMemoriesDueWhenTheirBatchIsComplete() {
        var session = session("s", "ada").asked("1", "2");
        catchUp(messages(3));
        assertThat(due()).isEmpty();

        session.asked("3", "4");
        catchUp(messages(3));
        assertThat(due()).containsExactly("1", "2", "3");

        session.asked("5").ended();
        catchUp(messages(3));
        assertThat(due()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void makesMemoriesDueAtTheEndWhenThereAreNoBatches() {
        var session = session("s", "ada").asked("1", "2", "3");
        catchUp(messages(0));
        assertThat(due()).isEmpty();

        session.ended();
        catchUp(messages(0));
        assertThat(due()).containsExactly("1", "2", "3");
    }

    @Test
    void hasTheSameRowsHoweverTheEventsCameIn() {
        var session = session("s", "ada");
        for (var text : List.of("1", "2", "3", "4", "5")) {
            session.asked(text);
            catchUp(messages(3));
        }

        assertThat(due()).containsExactly("1", "2", "3");
    }

    @Test
    void keepsSummariesAndAFinalOneOfWhatTheyLeaveOut() {
        session("s", "ada")
                .asked("My name is Ada.", "I live in Rome.")
                .summarised(2, 3, "Ada lives in Rome.")
                .asked("My dog is called Rex.")
                .ended();

        catchUp(summaries());

        assertThat(contents("s")).hasSize(2).first().isEqualTo("Ada lives in Rome.");
        assertThat(contents("s").getLast()).contains("Rex").doesNotContain("Rome");
        assertThat(strings("role")).containsExactly("summary", "summary");
    }

    @Test
    void makesNoFinalSummaryWhenNothingIsLeftOut() {
        session("s", "ada").asked("My name is Ada.").summarised(2, 2, "Ada.").ended();
        session("silent", "ada").ended();

        catchUp(summaries());

        assertThat(strings("content")).containsExactly("Ada.");
    }

    @Test
    void makesTheFinalSummaryOfALongSessionPartByPart() {
        var session = session("s", "ada").asked("My dog is called Rex.");
        for (var i = 0; i < 40; i++) {
            session.asked(("Well, number " + i + " is just like any other of them, is it not? ").repeat(100));
        }
        session.ended();

        catchUp(summaries());

        assertThat(contents("s")).singleElement().asString().contains("Rex");
    }

    @Test
    void readsPastKindsOfEventsThatItDoesNotKnow() {
        var session = session("s", "ada").asked("1");
        NewerRelease.append(store, session.key(), 3, "SessionForked", "{}");
        new GivenSession(store, session.key(), 3).asked("2");

        catchUp(messages(1));

        assertThat(contents("s")).containsExactly("1", "2");
    }

    private static MemoryProjection messages(int batchSize) {
        return new MemoryProjection(AGENT, View.MESSAGES, batchSize, new SaidMessages(), new Owners());
    }

    private static MemoryProjection summaries() {
        var last = new FinalSummary(GivenSession::words, MemorySettings.DEFAULT);
        return new MemoryProjection(AGENT, View.SUMMARIES, 1, new MadeSummaries(last), new Owners());
    }

    private void catchUp(MemoryProjection projection) {
        try (var runner = ProjectionRunner.of(store, projection)) {
            runner.catchUp();
        }
    }

    private void giveVectors() {
        store.write(rows -> rows.sql(
                        "INSERT INTO memory_vector (model, position, embedding) SELECT 'm', position, ? FROM memory")
                .params(new byte[] {1})
                .update());
    }

    private List<String> contents(String session) {
        return store.read(
                rows -> rows.sql("SELECT content FROM memory WHERE agent = ? AND session_id = ? ORDER BY position")
                        .params(AGENT, session)
                        .query(String.class)
                        .list());
    }

    private List<String> due() {
        return store.read(rows -> rows.sql("SELECT content FROM memory WHERE due = 1 ORDER BY position")
                .query(String.class)
                .list());
    }

    private List<String> strings(String column) {
        return store.read(rows -> rows.sql("SELECT " + column + " FROM memory ORDER BY position")
                .query((row, _) -> row.getString(1))
                .list());
    }

    private List<Long> longs(String column) {
        return store.read(rows -> rows.sql("SELECT " + column + " FROM memory ORDER BY position")
                .query(Long.class)
                .list());
    }

    private long count(String sql) {
        return store.read(rows -> rows.sql(sql).query(Long.class).single());
    }
}
