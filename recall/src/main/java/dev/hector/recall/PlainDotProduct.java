package dev.hector.recall;

/** A loop that the compiler can turn into vector instructions. */
final class PlainDotProduct implements DotProduct {

    @Override
    public int of(byte[] query, byte[] rows, int offset) {
        var sum = 0;
        for (var i = 0; i < query.length; i++) {
            sum += query[i] * rows[offset + i];
        }
        return sum;
    }
}
