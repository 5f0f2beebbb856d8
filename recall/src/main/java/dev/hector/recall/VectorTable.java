package dev.hector.recall;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Vectors of one dimension in bytes, row after row in blocks; a row may have none. */
final class VectorTable {

    private static final int ROWS_A_BLOCK = 1024;

    private final DotProduct dotProduct;
    private int dimensions;
    private byte[][] blocks = new byte[0][];
    private float[] scales = new float[0];

    VectorTable(DotProduct dotProduct) {
        this.dotProduct = dotProduct;
    }

    /** The first vector says how many dimensions all have. */
    void set(int row, Quantised vector) {
        check(vector);
        dimensions = vector.bytes().length;
        var block = block(row / ROWS_A_BLOCK);
        System.arraycopy(vector.bytes(), 0, block, offset(row), dimensions);
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
        var start = offset(row);
        return Quantised.restored(
                Arrays.copyOfRange(blocks[row / ROWS_A_BLOCK], start, start + dimensions), scales[row]);
    }

    /** The cosine with each of the first rows, nought where it is negative or there is no vector. */
    double[] similarities(Quantised query, int rows) {
        var similarities = new double[rows];
        if (dimensions == 0) {
            return similarities;
        }
        check(query);
        var end = Math.min(rows, scales.length);
        for (var row = 0; row < end; row++) {
            if (scales[row] != 0) {
                var product = dotProduct.of(query.bytes(), blocks[row / ROWS_A_BLOCK], offset(row));
                similarities[row] = Math.max(0, product * (double) query.scale() * scales[row]);
            }
        }
        return similarities;
    }

    long bytes() {
        return 4L * scales.length + (long) blocks.length * ROWS_A_BLOCK * dimensions;
    }

    private byte[] block(int number) {
        if (number >= blocks.length) {
            var from = blocks.length;
            blocks = Arrays.copyOf(blocks, number + 1);
            for (var i = from; i <= number; i++) {
                blocks[i] = new byte[ROWS_A_BLOCK * dimensions];
            }
            scales = Arrays.copyOf(scales, blocks.length * ROWS_A_BLOCK);
        }
        return blocks[number];
    }

    private int offset(int row) {
        return row % ROWS_A_BLOCK * dimensions;
    }

    /** @throws IllegalArgumentException if a vector has not as many dimensions as the others */
    void check(Quantised vector) {
        if (dimensions != 0 && vector.bytes().length != dimensions) {
            throw new IllegalArgumentException(
                    "A vector of " + vector.bytes().length + " dimensions among those of " + dimensions);
        }
    }
}
