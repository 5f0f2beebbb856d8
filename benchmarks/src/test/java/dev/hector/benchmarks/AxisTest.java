package dev.hector.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void hasEveryValueBetweenItsMarks() {
        assertThat(Axis.logarithmic("", DoubleStream.of(8, 300)).marks())
                .containsExactly(5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0);
        assertThat(Axis.logarithmic("", DoubleStream.of(0.3, 90_000)).marks())
                .containsExactly(0.1, 1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0);
        assertThat(Axis.linear("", DoubleStream.of(1, 4.2)).marks())
                .startsWith(0.0, 0.5)
                .endsWith(4.5);
        assertThat(Axis.linear("", DoubleStream.of(9.5)).marks()).endsWith(10.0);
    }

    @Test
    void hasRoomForOneValue() {
        assertThat(Axis.logarithmic("", DoubleStream.of(1)).marks()).containsExactly(1.0, 2.0);
        assertThat(Axis.logarithmic("", DoubleStream.of(1, 8)).at(1)).isZero();
    }

    @Test
    void placesValuesByItsScale() {
        assertThat(Axis.logarithmic("", DoubleStream.of(1, 100)).at(10)).isCloseTo(0.5, within(1e-9));
        assertThat(Axis.linear("", DoubleStream.of(10)).at(5)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void labelsWholeAndBrokenNumbers() {
        assertThat(Axis.label(10_000)).isEqualTo("10,000");
        assertThat(Axis.label(0.5)).isEqualTo("0.5");
    }
}
