package dev.hector.configuration;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a value in the file may be. Reading, refusals, defaults and the JSON Schema all follow from it. */
sealed interface Shape {

    /**
     * Any text that holds to a rule.
     *
     * @param rule what the rule asks for, to be read after "must be"
     */
    record Text(Predicate<String> accepts, String rule) implements Shape {}

    /** One word of a closed list. */
    record Choice(List<String> words) implements Shape {}

    /** The name of an entry of a top-level map. */
    record Reference(String to) implements Shape {}

    /** A whole number, both ends included. */
    record Whole(int least, int most) implements Shape {}

    /** A number; {@code least} is included when {@code orEqual}, {@code most} always. */
    record Decimal(double least, boolean orEqual, double most) implements Shape {}

    record Flag() implements Shape {}

    /** True by being there, even empty. */
    record Presence() implements Shape {}

    record Span(Duration least, Duration most) implements Shape {}

    record ListOf(Shape element) implements Shape {}

    /** Entries that the user names. */
    record MapOf(String entry, Pattern name, Shape value) implements Shape {}

    /** Known keys. */
    record Block(List<Key> keys) implements Shape {}
}
