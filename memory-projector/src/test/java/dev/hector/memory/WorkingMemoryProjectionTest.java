package dev.hector.memory;

import static dev.hector.memory.Fixture.BUFFER_WINDOW;
import static dev.hector.memory.Fixture.COUNTER;
import static dev.hector.memory.Fixture.SUMMARY_BUFFER;
import static dev.hector.memory.Fixture.TOKEN_WINDOW;
import static dev.hector.memory.Fixture.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.AgentConfigured;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.WorkingMemory;
import dev.hector.store.WorkingMemoryLog;
import dev.hector.store.projection.ProjectionRunner;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkingMemoryProjectionTest {

    private final Fixture given = new Fixture();

    @ParameterizedTest
    @MethodSource("settings")
    void memoryAtEveryEventIsThatOfAFoldFromTheFirst(MemorySettings settings) {
        var session = conversation(settings, 60);
        var events = given.events(session);
        assertEveryEventFoldsAlike(session, settings, events);

        catchUp();

        assertEveryEventFoldsAlike(session, settings, events);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void memoryIsRightUnderSettingsThatTheSessionNeverHad(MemorySettings settings) {
        for (var recorded : settings().toList()) {
            var session = conversation(recorded, 40);
            catchUp();

            var version = given.store().log().version(session);
            assertThat(read(session, settings, version)).isEqualTo(fold(settings, given.events(session)));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void readCostsWhatIsKeptAndNotTheSessionsLength(MemorySettings settings) {
        var session = conversation(settings, 250);
        var counted = new CountedStore(given.store());

        new WorkingMemoryLog(counted).at(session, settings, 0);
        new WorkingMemoryLog(counted).at(session, settings, 700);
        assertThat(counted.eventsRead()).isLessThan(500);

        catchUp();
        counted.reset();
        new WorkingMemoryLog(counted).at(session, settings, 0);
        assertThat(counted.eventsRead()).isLessThan(300);
    }

    @Test
    void turnBelowTheThresholdWritesNoRow() {
        var session = given.created(SUMMARY_BUFFER, "s");
        given.append(session, new AgentConfigured("demo", "Be brief.", SUMMARY_BUFFER));
        given.turn(session, "Hello", "Hi.");

        catchUp();

        assertThat(rows()).isEmpty();
    }

    @Test
    void rowStandsAtTheSummary() {
        var session = conversation(SUMMARY_BUFFER, 20);

        catchUp();

        var summary = given.summaries(session).getLast();
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("settings", "summary_buffer")
                        .containsEntry("first_kept", (int) summary.to() + 2)
                        .containsEntry("session_id", "s"));
    }

    @Test
    void rowGoesWithTheSession() {
        var session = conversation(SUMMARY_BUFFER, 20);
        given.append(session, new SessionEnded(SessionEnded.Reason.DELETED));

        catchUp();

        assertThat(rows()).isEmpty();
    }

    @Test
    void rowGoesWithTheSettingsItWasMadeUnder() {
        var session = conversation(BUFFER_WINDOW, 20);
        catchUp();
        assertThat(rows()).hasSize(1);

        given.append(session, new AgentConfigured("demo", "Be brief.", TOKEN_WINDOW));
        catchUp();

        assertThat(rows()).isEmpty();
    }

    @Test
    void rebuiltRowsEqualTheLiveOnes() {
        try (var live = ProjectionRunner.of(given.store(), projection((_, _) -> {}))) {
            for (var settings : settings().toList()) {
                converse(given.created(settings, "s"), settings, 60, _ -> live.catchUp());
            }
        }
        var rows = rows();
        assertThat(rows).hasSize(3);
        given.store()
                .write(tx -> tx.sql("DELETE FROM working_memory").update()
                        + tx.sql("DELETE FROM projection_cursor").update());

        catchUp();

        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void configurationIsThatOfItsTime() {
        var session = given.created(SUMMARY_BUFFER, "s");
        given.append(session, new AgentConfigured("demo", "One.", SUMMARY_BUFFER));
        given.turn(session, "Hello", "Hi.");
        given.append(session, new AgentConfigured("demo", "Two.", TOKEN_WINDOW));
        var log = new WorkingMemoryLog(given.store());

        assertThat(log.configuredAt(session, 1)).isEmpty();
        assertThat(log.configuredAt(session, 6))
                .map(AgentConfigured::instructions)
                .contains("One.");
        assertThat(log.configuredAt(session, 7))
                .map(AgentConfigured::instructions)
                .contains("Two.");
        assertThat(log.configuredAt(session, 0))
                .map(AgentConfigured::instructions)
                .contains("Two.");
    }

    @Test
    void sessionThatNeverWasHasAnEmptyMemory() {
        var memory = new WorkingMemoryLog(given.store()).at(given.session(SUMMARY_BUFFER, "none"), SUMMARY_BUFFER, 0);

        assertThat(memory.through()).isZero();
        assertThat(memory.context("", COUNTER).messages()).isEmpty();
    }

    static Stream<MemorySettings> settings() {
        return Stream.of(SUMMARY_BUFFER, BUFFER_WINDOW, TOKEN_WINDOW);
    }

    @AfterEach
    void close() {
        given.close();
    }

    private void assertEveryEventFoldsAlike(SessionKey session, MemorySettings settings, List<SessionEvent> events) {
        for (var asOf = 1; asOf <= events.size(); asOf++) {
            assertThat(read(session, settings, asOf)).isEqualTo(fold(settings, events.subList(0, asOf)));
        }
    }

    private Object read(SessionKey session, MemorySettings settings, long asOf) {
        return view(new WorkingMemoryLog(given.store()).at(session, settings, asOf));
    }

    private static Object fold(MemorySettings settings, List<SessionEvent> events) {
        var memory = WorkingMemory.empty(settings);
        for (var event : events) {
            memory = memory.with(memory.through() + 1, event);
        }
        return view(memory);
    }

    private static Object view(WorkingMemory memory) {
        return List.of(memory.context("Be brief.", COUNTER), memory.checkpoint(), memory.dueSummary());
    }

    private SessionKey conversation(MemorySettings settings, int turns) {
        var session = given.created(settings, "s");
        converse(session, settings, turns, _ -> {});
        return session;
    }

    /** Turns, now and then an imported message, and each summary that becomes due. */
    private void converse(SessionKey session, MemorySettings settings, int turns, Consumer<Integer> afterTurn) {
        given.append(session, new AgentConfigured("demo", "Be brief.", settings));
        for (var turn = 1; turn <= turns; turn++) {
            given.turn(session, "Question " + turn, words(turn % 17));
            if (turn % 7 == 0) {
                given.append(session, imported("Imported " + turn));
            }
            var memory = new WorkingMemoryLog(given.store()).at(session, settings, 0);
            memory.dueSummary().ifPresent(due -> given.append(session, Summaries.of(due, "They talked.")));
            afterTurn.accept(turn);
        }
    }

    private static MessageAppended imported(String content) {
        return new MessageAppended(
                "msg_" + content, Role.USER, content, 2, List.of(), null, null, null, null, null, Map.of());
    }

    private void catchUp() {
        try (var runner = ProjectionRunner.of(given.store(), projection((_, _) -> {}))) {
            runner.catchUp();
        }
    }

    private static WorkingMemoryProjection projection(BiConsumer<SessionKey, SessionEvent> seen) {
        return new WorkingMemoryProjection(seen);
    }

    private List<Map<String, Object>> rows() {
        return given.store().read(rows -> rows.sql("""
            SELECT * FROM working_memory w JOIN session s ON s.number = w.session ORDER BY s.agent, s.session_id
            """).query().listOfRows());
    }
}
