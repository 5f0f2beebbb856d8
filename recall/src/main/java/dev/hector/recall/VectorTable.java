package dev.hector.recall;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Vectors of one dimension in bytes, row after row in blocks; a row may have none. */
final class VectorTable {

    private static final int ROWS_A_BLOCK = 1024;

    private int dimensions;
    private int[][] blocks = new int[0][];
    private float[] scales = new float[0];

    /** The first vector says how many dimensions all have. */
    void set(int row, Quantised vector) {
        check(vector);
        dimensions = vector.bytes().length;
        var block = block(row / ROWS_A_BLOCK);
        PackedBytes.pack(vector.bytes(), block, offset(row));
        scales[row] = vector.scale();
    }

    void clear(int row) {
        if (row < scales.length) {
            scales[row] = 0;
        }
    }

    @Nullable
    Quantised get(int row) {
        if (row >= scales.length || scales[row] == 0) {
            return null;
        }
        var bytes = PackedBytes.unpacked(blocks[row / ROWS_A_BLOCK], offset(row), dimensions);
        return Quantised.restored(bytes, scales[row]);
    }

    /** Sets the cosine with each of the first rows that have a vector, zero where negative; leaves the others alone. */
    void similarities(Quantised query, int rows, double[] similarities) {
        if (dimensions == 0) {
            return;
        }
        check(query);
        var product = new DotProduct(query.bytes());
        var end = Math.min(rows, scales.length);
        for (var row = 0; row < end; row++) {
            if (scales[row] != 0) {
                var sum = product.with(blocks[row / ROWS_A_BLOCK], offset(row));
                similarities[row] = Math.max(0, sum * (double) query.scale() * scales[row]);
            }
        }
    }

    long bytes() {
        return 4L * scales.length + (long) Integer.BYTES * blocks.length * ROWS_A_BLOCK * PackedBytes.ints(dimensions);
    }

    private int[] block(int number) {
        if (number >= blocks.length) {
            var from = blocks.length;
            blocks = Arrays.copyOf(blocks, number + 1);
            for (var i = from; i <= number; i++) {
                blocks[i] = new int[ROWS_A_BLOCK * PackedBytes.ints(dimensions)];
            }
            scales = Arrays.copyOf(scales, blocks.length * ROWS_A_BLOCK);
        }
        return blocks[number];
    }

    private int offset(int row) {
        return row % ROWS_A_BLOCK * PackedBytes.ints(dimensions);
    }

    /** @throws IllegalArgumentException if a vector has not as many dimensions as the others */
    void check(Quantised vector) {
        if (dimensions != 0 && vector.bytes().length != dimensions) {
            throw new IllegalArgumentException(
                    "A vector of " + vector.bytes().length + " dimensions among those of " + dimensions);
        }
    }
}
