package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.proto.v1.ReadTurnContextQuery;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory that was kept is carried on to what a fold from the first event gives. */
class WorkingMemoryCacheTest {

    private static final MemorySettings WINDOW = new MemorySettings(Strategy.BUFFER_WINDOW, 3, 100, 0.8, 0.6);
    private static final MemorySettings TOKENS = new MemorySettings(Strategy.TOKEN_WINDOW, 20, 30, 0.8, 0.6);
    private static final SessionKey KEY = SessionKey.of(QueryFixture.AGENT, "s1");

    @TempDir
    Path folder;

    @Test
    void isRightAfterEveryTurnWhoeverWroteIt() {
        try (var store = TestStores.inFile(folder.resolve("sessions.db"));
                var elsewhere = TestStores.inFile(folder.resolve("sessions.db"));
                var hot = new QueryFixture(store, WINDOW, "Be brief.")) {
            new GivenSession(store, KEY)
                    .created("ann")
                    .configured(WINDOW, "Be brief.")
                    .stored();
            for (var turn = 1; turn <= 30; turn++) {
                var writer = turn % 3 == 0 ? elsewhere : store;
                var told = new GivenSession(writer, KEY);
                if (turn % 7 == 0) {
                    told.configured(turn % 2 == 0 ? WINDOW : TOKENS, "Be brief, the " + turn + "th time.");
                }
                var started = told.asked("turn_" + turn, "What of number " + turn + "?")
                        .stored()
                        .version();

                assertThat(context(hot, started)).isEqualTo(contextByItself(store, started));
                told.answered("turn_" + turn, "Number " + turn + " is fine.").stored();
            }
        }
    }

    @Test
    void isRightForAnEarlierTurnToo() {
        try (var store = TestStores.inMemory();
                var hot = new QueryFixture(store, WINDOW, "Be brief.")) {
            var given = new GivenSession(store, KEY)
                    .created("ann")
                    .configured(WINDOW, "Be brief.")
                    .stored();
            var first = given.asked("turn_1", "What is one?").stored().version();
            var second = given.answered("turn_1", "One.")
                    .asked("turn_2", "What is two?")
                    .stored()
                    .version();

            assertThat(context(hot, second)).isEqualTo(contextByItself(store, second));
            assertThat(context(hot, first)).isEqualTo(contextByItself(store, first));
            given.answered("turn_2", "Two.").ended(Reason.COMPLETED).stored();
            assertThat(context(hot, given.version())).isEqualTo(contextByItself(store, given.version()));
        }
    }

    private static WorkingMemory context(QueryFixture queries, long started) {
        return queries.ask()
                .readTurnContext(ReadTurnContextQuery.newBuilder()
                        .setSession(QueryFixture.ref(KEY))
                        .setStartedSequence(started)
                        .build());
    }

    private static WorkingMemory contextByItself(SessionStore store, long started) {
        try (var cold = new QueryFixture(store, WINDOW, "Be brief.")) {
            return context(cold, started);
        }
    }
}
