package dev.hector.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void theMedianIsInTheMiddle() {
        assertThat(Medians.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Medians.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
        assertThatThrownBy(() -> Medians.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMedianOfRoundsIsTakenFigureByFigureAndTellsTheSpread() {
        var median = Measurement.median(
                List.of(measured(100, 5).labelled("store", "sqlite"), measured(300, 1), measured(200, 9)));

        assertThat(median.figure("per_s")).isEqualTo(200);
        assertThat(median.figure("mean_ms")).isEqualTo(5);
        assertThat(median.figure("per_s_least")).isEqualTo(100);
        assertThat(median.figure("per_s_most")).isEqualTo(300);
        assertThat(median.label("store")).isEqualTo("sqlite");
    }

    @Test
    void aRatioIsTheShareOfTheLimit() {
        var own = measured(200, 4).with("p50_ms", 3).with("cpu_service_ms", 0.3).with("cpu_db_ms", 0.2);
        var limit = measured(1000, 1).with("p50_ms", 1).with("cpu_db_ms", 0.1);

        own.comparedWith(limit, "pgbench");

        assertThat(own.figure("per_s_to_pgbench")).isEqualTo(0.2);
        assertThat(own.figure("mean_to_pgbench")).isEqualTo(4);
        assertThat(own.figure("p50_to_pgbench")).isEqualTo(3);
        assertThat(own.figure("cpu_to_pgbench")).isCloseTo(5, within(1e-9));
    }

    @Test
    void theClientsOfAServerCountForNothing() {
        assertThat(measured(1, 1)
                        .with("cpu_service_ms", 1)
                        .with("cpu_db_ms", 2)
                        .with("cpu_client_ms", 4)
                        .cpu())
                .isEqualTo(3);
    }

    @Test
    void roundsAreMadeInTurns() {
        var order = new ArrayList<String>();

        var found = Rounds.alternate(
                2,
                () -> {
                    order.add("A");
                    return measured(order.size(), 1);
                },
                () -> {
                    order.add("B");
                    return measured(order.size(), 1);
                });

        assertThat(order).containsExactly("A", "B", "A", "B");
        assertThat(found).extracting(each -> each.figure("per_s")).containsExactly(2.0, 3.0);
    }

    @Test
    void warmingUpGoesOnWhileOperationsGetCheaper() {
        assertThat(partsOfWarmUp(10, 6, 4, 2, 1.9, 1)).isEqualTo(5);
        assertThat(partsOfWarmUp(10, 10, 10, 1))
                .as("at least the time that was asked for")
                .isEqualTo(3);
    }

    @Test
    void warmingUpEnds() {
        assertThat(partsOfWarmUp(IntStream.range(0, 30)
                        .mapToDouble(part -> Math.pow(0.5, part))
                        .toArray()))
                .isEqualTo(12);
    }

    private static int partsOfWarmUp(double... cpu) {
        var parts = new AtomicInteger();
        WarmUp.run(
                Duration.ofSeconds(3),
                _ -> Measurement.of("warm-up", 1).with("cpu_service_ms", cpu[parts.getAndIncrement()]));
        return parts.get();
    }

    @Test
    void aFullReportOfAHeapIsRead() {
        var info = """
            DefNew     total 32640K, used 565K [0x0000000687400000, 0x0000000689760000, 0x0000000704d50000)
             eden space 29056K,   1% used [0x0000000687400000, 0x000000068748d7d0, 0x0000000689060000)
            Tenured    total 72344K, used 43405K [0x0000000704d50000, 0x00000007093f6000, 0x0000000800000000)
            """;

        assertThat(Held.heapBytes(info)).isEqualTo((565 + 43_405) * 1024L);
        assertThatThrownBy(() -> Held.heapBytes("garbage-first heap")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void methodsOfTheHarnessAreNamedInWords() {
        assertThat(PureCommand.words("foldStateOf1000Events")).isEqualTo("fold state of 1000 events");
    }

    private static Measurement measured(double rate, double mean) {
        return Measurement.of("append", 8).with("per_s", rate).with("mean_ms", mean);
    }
}
