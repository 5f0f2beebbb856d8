package dev.hector.longterm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as they are stored: 32-bit floats, little end first. */
final class Vectors {

    private Vectors() {}

    static byte[] encoded(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    static float[] decoded(byte[] stored) {
        var vector = new float[stored.length / Float.BYTES];
        ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
