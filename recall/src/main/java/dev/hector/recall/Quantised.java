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

    /** Of any length but nought; the result has length one. */
    static Quantised of(float[] vector) {
        var squares = 0.0;
        var largest = 0f;
        for (var value : vector) {
            squares += (double) value * value;
            largest = Math.max(largest, Math.abs(value));
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new IllegalArgumentException("A vector without a direction");
        }
        var bytes = new byte[vector.length];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(vector[i] / largest * Byte.MAX_VALUE);
        }
        return new Quantised(bytes, (float) (largest / Math.sqrt(squares) / Byte.MAX_VALUE));
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
