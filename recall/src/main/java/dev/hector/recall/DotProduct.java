package dev.hector.recall;

/** Multiplies rows of packed bytes with one vector, exactly. */
final class DotProduct {

    private final int[] firsts;
    private final int[] seconds;
    private final int[] thirds;
    private final int[] fourths;

    DotProduct(byte[] vector) {
        firsts = everyFourth(vector, 0);
        seconds = everyFourth(vector, 1);
        thirds = everyFourth(vector, 2);
        fourths = everyFourth(vector, 3);
    }

    private static int[] everyFourth(byte[] vector, int from) {
        var some = new int[PackedBytes.ints(vector.length)];
        for (var i = 0; PackedBytes.TOGETHER * i + from < vector.length; i++) {
            some[i] = vector[PackedBytes.TOGETHER * i + from];
        }
        return some;
    }

    /** The sum of products with the equally long row from {@code offset}. */
    int with(int[] rows, int offset) {
        var sum = 0;
        for (var i = 0; i < firsts.length; i++) {
            var four = rows[offset + i];
            sum += firsts[i] * (four << 24 >> 24)
                    + seconds[i] * (four << 16 >> 24)
                    + thirds[i] * (four << 8 >> 24)
                    + fourths[i] * (four >> 24);
        }
        return sum;
    }
}
