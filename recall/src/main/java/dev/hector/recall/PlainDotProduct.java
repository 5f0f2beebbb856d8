package dev.hector.recall;

/** Four sums at a time, none of which waits for another. */
final class PlainDotProduct implements DotProduct {

    @Override
    public int of(byte[] query, byte[] rows, int offset) {
        var end = query.length & ~3;
        int first = 0;
        int second = 0;
        int third = 0;
        int fourth = 0;
        for (var i = 0; i < end; i += 4) {
            first += query[i] * rows[offset + i];
            second += query[i + 1] * rows[offset + i + 1];
            third += query[i + 2] * rows[offset + i + 2];
            fourth += query[i + 3] * rows[offset + i + 3];
        }
        for (var i = end; i < query.length; i++) {
            first += query[i] * rows[offset + i];
        }
        return first + second + third + fourth;
    }
}
