package dev.hector.command.grpc;

import com.google.protobuf.Timestamp;
import dev.hector.command.session.CommandRefusal;
import dev.hector.wire.Times;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads single fields, or says which one is wrong and why. Protobuf's empty is our null. */
final class Fields {

    static final int LONGEST_NAME = 256;
    static final int LONGEST_TEXT = 1_000_000;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Fields() {}

    static StatusRuntimeException invalid(String field, String problem) {
        return Statuses.of(new CommandRefusal.InvalidRequest(field, problem));
    }

    /** A text of one line that must be there. */
    static String name(String field, String value) {
        return name(field, value, LONGEST_NAME);
    }

    static String name(String field, String value, int longest) {
        if (value.isEmpty()) {
            throw invalid(field, "must not be empty");
        }
        if (value.length() > longest) {
            throw invalid(field, "must have at most " + longest + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw invalid(field, "must not contain control characters");
        }
        return value;
    }

    static @Nullable String optionalName(String field, String value) {
        return value.isEmpty() ? null : name(field, value);
    }

    static String id(String field, String value, Pattern form) {
        if (!form.matcher(value).matches()) {
            throw invalid(field, "must match " + form.pattern());
        }
        return value;
    }

    /** A message's text, any length up to the limit. */
    static String text(String field, String value) {
        if (value.length() > LONGEST_TEXT) {
            throw Statuses.of(new CommandRefusal.MessageTooLarge(field, value.length(), LONGEST_TEXT));
        }
        return value;
    }

    static String requiredText(String field, String value) {
        if (value.isBlank()) {
            throw invalid(field, "must not be empty");
        }
        return text(field, value);
    }

    static int count(String field, int value) {
        if (value < 0) {
            throw invalid(field, "must not be negative");
        }
        return value;
    }

    static long count(String field, long value) {
        if (value < 0) {
            throw invalid(field, "must not be negative");
        }
        return value;
    }

    /** What a key stands for; must be there when the key is. */
    static @Nullable String digest(String key, String value) {
        if (key.isEmpty()) {
            return null;
        }
        return id("digest", value, DIGEST);
    }

    static Duration lease(long millis) {
        if (millis < 1 || millis > LONGEST_LEASE.toMillis()) {
            throw invalid("lease_millis", "must be between 1 and " + LONGEST_LEASE.toMillis());
        }
        return Duration.ofMillis(millis);
    }

    static Instant time(String field, Timestamp value) {
        var seconds = value.getSeconds();
        if (seconds < FIRST_TIME.getEpochSecond()
                || seconds > LAST_TIME.getEpochSecond()
                || value.getNanos() < 0
                || value.getNanos() > 999_999_999) {
            throw invalid(field, "must be a time between the years 1 and 9999");
        }
        return Times.instant(value);
    }
}
