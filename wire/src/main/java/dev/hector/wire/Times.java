package dev.hector.wire;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Points in time as protobuf and as Java have them; both count nanoseconds. */
public final class Times {

    private Times() {}

    /** The same time in Java; what is no time of the years 1 to 9999 must have been refused before. */
    public static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    /** The same time in protobuf. */
    public static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
