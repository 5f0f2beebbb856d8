package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.store.OrderCheck;
import dev.hector.store.OrderCheck.Load;
import dev.hector.store.SessionStore;
import dev.hector.store.TestPostgres;
import dev.hector.store.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Sixteen writers and six moving readers over four stores of their own on one PostgreSQL, as four processes have them.
 * The known-bad variant, a log that orders by an identity column, is in the event store's own tests.
 */
class ManyEventsIT {

    private static final int STORES = 4;

    private final Run run = Run.of(ManyEventsIT.class);

    @Test
    void keepOneOrderThatNoReaderMissesAnythingOf() throws Exception {
        var database = TestPostgres.newDatabase();
        var stores =
                Stream.generate(() -> TestStores.open(database)).limit(STORES).toList();
        try {
            var load = new Load(run.size(300, 31_250), run.size(10, 100), run.size(50, 500), Duration.ofHours(1));
            var began = System.nanoTime();
            var report = OrderCheck.run(stores.stream().map(SessionStore::log).toList(), load);
            run.say(report + " in "
                    + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");

            assertThat(report).isEqualTo(new OrderCheck.Report(load.events(), 0, 0, 0, List.of()));
            assertThat(stores.getFirst().log().head()).isEqualTo(report.events());
        } finally {
            stores.forEach(SessionStore::close);
        }
    }
}
