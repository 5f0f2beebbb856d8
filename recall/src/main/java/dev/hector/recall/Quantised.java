package dev.hector.recall;

/**
 * A vector of length one in bytes: component i is about {@code bytes[i] · scale}. With one scale a vector the error of a
 * cosine is below a hundredth for some hundred dimensions.
 */
final class Quantised {

    private final byte[] bytes;
    private final float scale;

    private Quantised(byte[] bytes, float scale) {
        this.bytes = bytes;
        this.scale = scale;
    }

    /** The vector may have any length but zero; the result has length one, apart from rounding. */
    static Quantised of(float[] vector) {
        var largest = 0f;
        for (var value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (!(largest > 0) || Float.isInfinite(largest)) {
            throw new IllegalArgumentException("A vector without a direction");
        }
        var bytes = new byte[vector.length];
        var squares = 0L;
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(vector[i] / largest * Byte.MAX_VALUE);
            squares += bytes[i] * bytes[i];
        }
        return new Quantised(bytes, (float) (1 / Math.sqrt(squares)));
    }

    static Quantised restored(byte[] bytes, float scale) {
        return new Quantised(bytes, scale);
    }

    byte[] bytes() {
        return bytes;
    }

    float scale() {
        return scale;
    }
}
