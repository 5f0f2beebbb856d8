package dev.hector.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.store.EventLog.SessionRange;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one SQLite file, which neither finds there at first. */
class TwoProcessesTest {

    @TempDir
    Path folder;

    @Test
    void shareOneFileWithoutLosingOrMixingAnything() throws Exception {
        var file = folder.resolve("hector.db");
        var first = AppendingProcess.start(file, "first", 200);
        var second = AppendingProcess.start(file, "second", 200);
        var acknowledged = List.of(
                first.inputReader().lines().toList(),
                second.inputReader().lines().toList());

        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        try (var store = TestStores.inFile(file)) {
            var events = store.log().readAll(0, 1000);
            assertThat(events)
                    .extracting(StoredEvent::eventId)
                    .containsExactlyInAnyOrderElementsOf(
                            acknowledged.stream().flatMap(List::stream).toList());
            assertThat(events).extracting(StoredEvent::position).isEqualTo(range(400));
            assertThat(sequences(store, "shared")).isEqualTo(range(200));
            assertThat(sequences(store, "first")).isEqualTo(range(100));
        }
    }

    @Test
    void keepWhatTheOneThatWasKilledHadAcknowledged() throws Exception {
        var file = folder.resolve("hector.db");
        var killed = AppendingProcess.start(file, "killed", 1_000_000);
        var lines = killed.inputReader();
        var acknowledged = lines.lines().limit(50).toList();
        killed.destroyForcibly().waitFor();

        try (var store = TestStores.inFile(file)) {
            var events = store.log().readAll(0, Integer.MAX_VALUE);
            assertThat(events).extracting(StoredEvent::eventId).containsAll(acknowledged);
            assertThat(events).extracting(StoredEvent::position).isEqualTo(range(events.size()));
            assertThat(store.log().append(Sample.append(Sample.session("next"), 0, Sample.created())))
                    .isInstanceOf(AppendResult.Appended.class);
        }
    }

    private static List<Long> sequences(SessionStore store, String session) {
        return store.log().readSession(Sample.session(session), SessionRange.after(0, 1000)).stream()
                .map(StoredEvent::sequence)
                .toList();
    }

    private static List<Long> range(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}
