package dev.hector.recall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotProductTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 15, 16, 17, 384, 1023})
    void addsUpTheProducts(int dimensions) {
        var random = new Random(dimensions);
        var query = new byte[dimensions];
        random.nextBytes(query);
        var rows = new int[3 * PackedBytes.ints(dimensions)];

        for (var offset = 0; offset < rows.length; offset += PackedBytes.ints(dimensions)) {
            var row = new byte[dimensions];
            random.nextBytes(row);
            PackedBytes.pack(row, rows, offset);

            assertThat(new DotProduct(query).with(rows, offset)).isEqualTo(sum(query, row));
            assertThat(PackedBytes.unpacked(rows, offset, dimensions)).isEqualTo(row);
        }
    }

    @Test
    void takesThePlaceOfWhatWasPackedBefore() {
        var rows = new int[1];
        PackedBytes.pack(new byte[] {-1, -2, -3, -4}, rows, 0);
        PackedBytes.pack(new byte[] {5, 6}, rows, 0);

        assertThat(PackedBytes.unpacked(rows, 0, 4)).containsExactly(5, 6, 0, 0);
    }

    @Test
    void doesNotOverflowForTheLargestBytes() {
        var query = new byte[4096];
        Arrays.fill(query, (byte) 127);
        var row = new int[1024];
        PackedBytes.pack(query, row, 0);

        assertThat(new DotProduct(query).with(row, 0)).isEqualTo(4096 * 127 * 127);
    }

    private static int sum(byte[] query, byte[] row) {
        var sum = 0;
        for (var i = 0; i < query.length; i++) {
            sum += query[i] * row[i];
        }
        return sum;
    }
}
