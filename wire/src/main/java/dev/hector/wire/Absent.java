package dev.hector.wire;

import org.jspecify.annotations.Nullable;

/** Text that may be absent: null in Java, empty in protobuf. */
public final class Absent {

    private Absent() {}

    /** Java's form of protobuf's text. */
    public static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Protobuf's form of Java's text. */
    public static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
