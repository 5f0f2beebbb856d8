package dev.hector.recall;

/**
 * Signed bytes, four to an int and the first lowest. C2 takes ints apart by shifts with vector instructions, and adds their
 * products up with them; in JDK 25 it does neither for bytes.
 */
final class PackedBytes {

    static final int TOGETHER = Integer.BYTES;

    private PackedBytes() {}

    /** The number of ints that hold so many bytes. */
    static int ints(int bytes) {
        return (bytes + TOGETHER - 1) / TOGETHER;
    }

    static void pack(byte[] bytes, int[] into, int offset) {
        for (var i = 0; i < ints(bytes.length); i++) {
            into[offset + i] = 0;
        }
        for (var i = 0; i < bytes.length; i++) {
            into[offset + i / TOGETHER] |= (bytes[i] & 0xff) << Byte.SIZE * (i % TOGETHER);
        }
    }

    static byte[] unpacked(int[] from, int offset, int length) {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) {
            bytes[i] = (byte) (from[offset + i / TOGETHER] >> Byte.SIZE * (i % TOGETHER));
        }
        return bytes;
    }
}
