package dev.hector.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorTableTest {

    private final VectorTable table = new VectorTable();

    @Test
    void givesCosinesToWithinAHundredth() {
        var random = new Random(1);
        var query = vector(random, 384);
        for (var row = 0; row < 2000; row++) {
            var other = mixed(query, vector(random, 384), row / 2000f);
            table.set(row, Quantised.of(other));

            assertThat(similarities(Quantised.of(query), row + 1)[row])
                    .isCloseTo(Math.max(0, cosine(query, other)), within(0.01));
        }
    }

    @Test
    void doesNotCareAboutTheLengthOfAVector() {
        table.set(0, Quantised.of(new float[] {3, 4}));

        assertThat(similarities(Quantised.of(new float[] {300, 400}), 1)[0]).isCloseTo(1, within(0.001));
    }

    @Test
    void isNoughtForOppositesAndForRowsWithoutAVector() {
        table.set(2, Quantised.of(new float[] {-1, 0}));

        assertThat(similarities(Quantised.of(new float[] {1, 0}), 5)).containsOnly(0);
    }

    @Test
    void refusesAnotherNumberOfDimensions() {
        table.set(0, Quantised.of(new float[] {1, 0}));

        assertThatIllegalArgumentException().isThrownBy(() -> table.set(1, Quantised.of(new float[] {1, 0, 0})));
        assertThatIllegalArgumentException().isThrownBy(() -> similarities(Quantised.of(new float[] {1}), 1));
    }

    @Test
    void refusesAVectorWithoutADirection() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantised.of(new float[] {0, 0}));
        assertThatIllegalArgumentException().isThrownBy(() -> Quantised.of(new float[] {Float.NaN, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> Quantised.of(new float[0]));
    }

    private double[] similarities(Quantised query, int rows) {
        var similarities = new double[rows];
        table.similarities(query, rows, similarities);
        return similarities;
    }

    private static float[] vector(Random random, int dimensions) {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static float[] mixed(float[] one, float[] other, float share) {
        var mixed = new float[one.length];
        for (var i = 0; i < mixed.length; i++) {
            mixed[i] = share * one[i] + (1 - share) * other[i];
        }
        return mixed;
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (var i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            first += (double) one[i] * one[i];
            second += (double) other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }
}
