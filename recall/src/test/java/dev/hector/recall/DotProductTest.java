package dev.hector.recall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotProductTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 384, 1023})
    void isTheSameByVectorInstructions(int dimensions) {
        var random = new Random(dimensions);
        var query = new byte[dimensions];
        var rows = new byte[3 * dimensions];
        random.nextBytes(query);
        random.nextBytes(rows);

        for (var offset = 0; offset <= 2 * dimensions; offset += dimensions) {
            assertThat(new SimdDotProduct().of(query, rows, offset))
                    .isEqualTo(new PlainDotProduct().of(query, rows, offset));
        }
    }

    @Test
    void doesNotOverflowForTheLargestBytes() {
        var query = filled(4096);

        assertThat(new SimdDotProduct().of(query, query, 0)).isEqualTo(4096 * 127 * 127);
        assertThat(new PlainDotProduct().of(query, query, 0)).isEqualTo(4096 * 127 * 127);
    }

    @Test
    void usesVectorInstructionsWhereTheJvmHasTheModule() {
        assertThat(DotProduct.fastest()).isInstanceOf(SimdDotProduct.class);
    }

    private static byte[] filled(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 127);
        return bytes;
    }
}
