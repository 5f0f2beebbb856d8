package dev.hector.store.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.store.StoreWatch.Commit;
import dev.hector.store.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoreMetersTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void commitsCountWhatTheyStored() {
        var watch = new StoreMeters(meters);
        watch.committed(new Commit("main-db", 2, 5, 0, Duration.ofMillis(3)));
        watch.committed(new Commit("main-db", 1, 1, 1, Duration.ofMillis(1)));

        assertThat(meters.get("hector.append.sessions")
                        .tag("store", "main-db")
                        .summary()
                        .totalAmount())
                .isEqualTo(3);
        assertThat(meters.get("hector.append.events").summary().totalAmount()).isEqualTo(6);
        assertThat(meters.get("hector.append.commit").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(4);
        assertThat(meters.get("hector.append.conflicts").counter().count()).isEqualTo(1);
    }

    @Test
    void whatStoredNothingIsNoCommit() {
        new StoreMeters(meters).committed(new Commit("main-db", 0, 0, 3, Duration.ofSeconds(9)));

        assertThat(meters.get("hector.append.commit").timer().count()).isZero();
        assertThat(meters.get("hector.append.conflicts").counter().count()).isEqualTo(3);
    }

    @Test
    void projectionsThatAreGoneHaveNoGauges() {
        var store = TestStores.inMemory();
        store.write(rows -> rows.sql("INSERT INTO projection_cursor VALUES ('catalogue', 0)")
                .update());
        try (var projections = new ProjectionMeters(TestStores.forEveryAgent(store), meters)) {
            projections.read();
            assertThat(meters.get("hector.projection.lag.events")
                            .tag("projection", "catalogue")
                            .gauge()
                            .value())
                    .isZero();
            store.write(rows -> rows.sql("DELETE FROM projection_cursor").update());
            projections.read();
            assertThat(meters.find("hector.projection.lag.events").gauges()).isEmpty();
        } finally {
            store.close();
        }
    }
}
