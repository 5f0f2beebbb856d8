package dev.hector.store;

import static dev.hector.store.Sample.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.EventLog.SessionRange;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentEventCacheTest {

    private static final SessionKey PAINT = Sample.session("paint");
    private static final SessionKey MUSIC = Sample.session("music");

    private final RecentEventCache recent = new RecentEventCache();

    @Test
    void tellsWhatFollowsAPosition() {
        committed(PAINT, 0, 10, "a", "b");
        committed(MUSIC, 0, 12, "c");

        assertThat(recent.after(10, 10)).extracting(StoredEvent::position).containsExactly(11L, 12L, 13L);
        assertThat(recent.after(10, 2)).extracting(StoredEvent::position).containsExactly(11L, 12L);
        assertThat(recent.after(13, 10)).isEmpty();
    }

    @Test
    void endsBeforeWhatSomebodyElseCommitted() {
        committed(PAINT, 0, 10, "a");
        committed(PAINT, 1, 12, "c");

        assertThat(recent.after(10, 10)).extracting(StoredEvent::position).containsExactly(11L);
        assertThat(recent.after(11, 10)).isEmpty();
        assertThat(recent.after(9, 10)).isEmpty();
    }

    @Test
    void doesNotTakeANewPositionForTheOldOneInItsPlace() {
        committed(PAINT, 0, 10, "a");
        committed(MUSIC, 0, 10 + 2048, "b");

        assertThat(recent.after(10, 10)).isEmpty();
        assertThat(recent.after(10 + 2048, 10)).hasSize(1);
    }

    @Test
    void tellsARangeThatItKnowsFromEndToEnd() {
        committed(PAINT, 4, 10, "a", "b");
        committed(PAINT, 6, 12, "c");

        assertThat(recent.of(PAINT, between(4, 8)).orElseThrow())
                .extracting(StoredEvent::sequence)
                .containsExactly(5L, 6L, 7L);
        assertThat(recent.of(PAINT, between(5, 7)).orElseThrow())
                .extracting(StoredEvent::sequence)
                .containsExactly(6L);
    }

    @Test
    void doesNotTellARangeThatBeginsOrEndsElsewhere() {
        committed(PAINT, 4, 10, "a", "b");

        assertThat(recent.of(PAINT, between(3, 7))).isEmpty();
        assertThat(recent.of(PAINT, between(4, 8))).isEmpty();
        assertThat(recent.of(PAINT, SessionRange.after(4, 10))).isEmpty();
        assertThat(recent.of(MUSIC, between(0, 1))).isEmpty();
    }

    @Test
    void forgetsWhatCameBeforeAnEventOfSomebodyElse() {
        committed(PAINT, 0, 10, "a", "b");
        committed(PAINT, 3, 13, "d");

        assertThat(recent.of(PAINT, between(0, 5))).isEmpty();
        assertThat(recent.of(PAINT, between(3, 5))).isPresent();
    }

    @Test
    void isNotLedAstrayByCommitsThatAreToldInAnotherOrder() {
        committed(PAINT, 2, 12, "c");
        committed(PAINT, 0, 10, "a", "b");

        assertThat(recent.of(PAINT, between(2, 4))).isPresent();
        assertThat(recent.of(PAINT, between(0, 4))).isEmpty();
        assertThat(recent.after(10, 10)).extracting(StoredEvent::position).containsExactly(11L, 12L, 13L);
    }

    @Test
    void keepsTheLastEightEventsOfASession() {
        IntStream.range(0, 20).forEach(i -> committed(PAINT, i, 100 + i, "message " + i));

        assertThat(recent.of(PAINT, between(12, 21)).orElseThrow()).hasSize(8);
        assertThat(recent.of(PAINT, between(11, 21))).isEmpty();
    }

    @Test
    void leavesLongEventsToTheDatabase() {
        committed(PAINT, 0, 10, "a");
        committed(PAINT, 1, 11, "x".repeat(10_000));

        assertThat(recent.after(10, 10)).hasSize(1);
        assertThat(recent.of(PAINT, between(1, 3))).isEmpty();
    }

    private void committed(SessionKey session, long version, long headBefore, String... texts) {
        var events = Arrays.stream(texts).map(Sample::message).toArray(SessionEvent[]::new);
        recent.add(append(session, version, events), new Appended(version + texts.length, headBefore + texts.length));
    }

    private static SessionRange between(long after, long before) {
        return new SessionRange(after, before, Set.of(), false, 100);
    }
}
