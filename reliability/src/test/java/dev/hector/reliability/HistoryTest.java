package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.reliability.Entry.Action;
import dev.hector.reliability.Entry.Damage;
import dev.hector.reliability.Entry.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final Call HELLO = Call.message("s", "k", "Hello");

    @TempDir
    Path folder;

    @Test
    void isReadAsItWasWritten() {
        try (var log = new HistoryLog(folder.resolve("history.jsonl"))) {
            var answered = log.invoked("c1", "server-1", HELLO);
            log.invoked("c2", "server-2", Call.of(Action.END, "s"));
            log.fault(Damage.KILLED, "server-2");
            log.answered(answered, GivenRun.ok(7, "turn_1", "msg_1"));

            var history = log.read();
            assertThat(history.faults()).extracting(Entry.Fault::target).containsExactly("server-2");
            assertThat(history.attempts())
                    .extracting(History.Attempt::verdict)
                    .containsExactly(Verdict.OK, Verdict.UNKNOWN);
            assertThat(history.attempts().getFirst().answer())
                    .isEqualTo(new Entry.Acknowledgement(7, "turn_1", "msg_1"));
            assertThat(history.attempts().getFirst().invoked().digest()).isEqualTo(Digests.of("Hello"));
        }
    }

    @Test
    void takesCallsWithOneKeyAndTextForOneWish() {
        var run = new GivenRun()
                .call(HELLO, null)
                .call(HELLO, GivenRun.refused("session_busy"))
                .call(Call.message("s", "k", "Good day"), null)
                .call(Call.message("s", null, "Hello"), null)
                .call(Call.message("s", null, "Hello"), null);

        assertThat(run.evidence().history().wishes()).hasSize(4);
    }
}
