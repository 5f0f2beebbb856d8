package dev.hector.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.EventMetadata;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.TurnStarted;
import dev.hector.events.Usage;
import dev.hector.store.Append;
import dev.hector.store.NewEvent;
import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import dev.hector.store.TestStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SessionClockTest {

    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

    private final SessionClock clock = new SessionClock();

    @Property(tries = 100)
    void eventsTogetherLeaveWhatEachByItselfLeaves(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int batch) {
        try (var one = TestStores.inMemory();
                var other = TestStores.inMemory()) {
            var events = stored(one, new Random(seed));
            assertThat(stored(other, new Random(seed))).isEqualTo(events);

            one.write(rows -> {
                events.forEach(event -> clock.apply(rows, event));
                return true;
            });
            for (var from = 0; from < events.size(); from += batch) {
                var together = events.subList(from, Math.min(events.size(), from + batch));
                other.write(rows -> {
                    clock.applyAll(rows, together);
                    return true;
                });
            }

            assertThat(rows(other)).isEqualTo(rows(one));
        }
    }

    /** Three sessions whose events are in each other's way. */
    private static List<StoredEvent> stored(SessionStore store, Random random) {
        var told = List.of(new Telling("s1"), new Telling("s2"), new Telling("s3"));
        for (var i = 0; i < 40; i++) {
            told.get(random.nextInt(3)).goOn(store, random);
        }
        return store.log().readAll(0, 1000);
    }

    private static List<Map<String, Object>> rows(SessionStore store) {
        return store.read(
                rows -> rows.sql("select * from session_clock left join open_turn using (session) order by session")
                        .query()
                        .listOfRows());
    }

    private static final class Telling {

        private final SessionKey key;
        private long version;
        private int turns;
        private boolean open;
        private boolean ended;

        Telling(String id) {
            key = SessionKey.of("assistant", id);
        }

        void goOn(SessionStore store, Random random) {
            if (ended) {
                return;
            }
            var events = new ArrayList<NewEvent>();
            for (var event : next(random)) {
                var sequence = version + events.size() + 1;
                events.add(new NewEvent(
                        Sample.eventId(key + "_" + sequence),
                        event,
                        EventMetadata.SYSTEM,
                        BEGIN.plusSeconds(20 * sequence)));
            }
            store.log().append(new Append(key, version, events));
            version += events.size();
        }

        private List<SessionEvent> next(Random random) {
            if (version == 0) {
                return List.of(new SessionCreated("ann", null, Map.of()));
            }
            var choice = random.nextInt(12);
            if (choice == 0) {
                ended = true;
                return List.of(new SessionEnded(SessionEnded.Reason.COMPLETED));
            }
            if (choice < 4) {
                return List.of(message("msg_" + version));
            }
            return open ? close(choice) : open();
        }

        private List<SessionEvent> open() {
            open = true;
            var turn = "turn_" + ++turns;
            return List.of(
                    message("of_" + turn), new TurnStarted(turn, "of_" + turn, 1, "gateway", BEGIN.plusSeconds(turns)));
        }

        private List<SessionEvent> close(int choice) {
            open = false;
            var turn = "turn_" + turns;
            return choice < 8
                    ? List.of(new TurnFailed(turn, 1, Code.MODEL_FAILED, "No"))
                    : List.of(
                            message("for_" + turn),
                            new TurnCompleted(
                                    turn, "for_" + turn, 1, "demo", "stop", new Usage(1, 1), version, 1, "digest"));
        }

        private static MessageAppended message(String id) {
            return new MessageAppended(id, Role.USER, "words", 1, List.of(), null, null, null, null, null, Map.of());
        }
    }
}
