package dev.hector.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    /** As Linux writes it: utime 7, stime 2, cutime 30, cstime 4, started at 8127. */
    private static final String LINE =
            "1234 (%s) S 77 1234 1234 0 -1 4194560 1 2 3 4 7 2 30 4 20 0 9 0 8127 99 5 18446";

    @Test
    void countsOwnTimesAndThoseOfEndedChildren() {
        var stat = ProcessStat.parse(LINE.formatted("postgres"));

        assertThat(stat).isEqualTo(new ProcessStat(1234, 77, 8127, 9, 34));
        assertThat(stat.ticks()).isEqualTo(43);
    }

    @Test
    void readsNamesWithSpacesAndBrackets() {
        assertThat(ProcessStat.parse(LINE.formatted("postgres: io) worker (2")))
                .isEqualTo(ProcessStat.parse(LINE.formatted("postgres")));
    }

    @Test
    void sumsDescendantsAndNobodyElse() {
        var processes = List.of(
                process(30, 20, 100),
                process(1, 0, 1_000),
                process(20, 10, 10),
                process(10, 1, 1),
                process(40, 1, 5_000));

        var members = ProcessTree.members(processes, 10);

        assertThat(members).extracting(ProcessStat::pid).containsExactlyInAnyOrder(10L, 20L, 30L);
        assertThat(ProcessTree.ticks(members)).isEqualTo(111);
    }

    @Test
    void tellsTheTimeOfTicks() {
        assertThat(ProcessTree.millis(150)).isEqualTo(1_500);
    }

    private static ProcessStat process(long pid, long parent, long ticks) {
        return new ProcessStat(pid, parent, 0, ticks, 0);
    }
}
