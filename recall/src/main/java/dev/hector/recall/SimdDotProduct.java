package dev.hector.recall;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Eight bytes at a time, widened to 32 bits: the shape that every 256-bit processor has. */
final class SimdDotProduct implements DotProduct {

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;

    @Override
    public int of(byte[] query, byte[] rows, int offset) {
        var low = IntVector.zero(INTS);
        var high = IntVector.zero(INTS);
        var end = BYTES.loopBound(query.length);
        for (var i = 0; i < end; i += BYTES.length()) {
            var products = shorts(query, i).mul(shorts(rows, offset + i));
            low = low.add(products.convertShape(VectorOperators.S2I, INTS, 0));
            high = high.add(products.convertShape(VectorOperators.S2I, INTS, 1));
        }
        return low.add(high).reduceLanes(VectorOperators.ADD) + rest(query, rows, offset, end);
    }

    private static ShortVector shorts(byte[] from, int at) {
        return (ShortVector) ByteVector.fromArray(BYTES, from, at).convertShape(VectorOperators.B2S, SHORTS, 0);
    }

    private static int rest(byte[] query, byte[] rows, int offset, int start) {
        var sum = 0;
        for (var i = start; i < query.length; i++) {
            sum += query[i] * rows[offset + i];
        }
        return sum;
    }
}
