package dev.hector.configuration;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as {@code 500ms}, {@code 90s}, {@code 30m}, {@code 1h30m}, {@code 7d}. */
final class Spans {

    private static final Pattern SPAN =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");

    private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};

    private Spans() {}

    static Optional<Duration> parse(String text) {
        var match = SPAN.matcher(text);
        if (text.isEmpty() || !match.matches()) {
            return Optional.empty();
        }
        var span = Duration.ZERO;
        for (var unit = 0; unit < MILLIS.length; unit++) {
            var amount = match.group(unit + 1);
            span = amount == null ? span : span.plusMillis(Long.parseLong(amount) * MILLIS[unit]);
        }
        return Optional.of(span);
    }

    static String format(Duration span) {
        var text = new StringBuilder();
        var rest = span.toMillis();
        for (var unit = 0; unit < MILLIS.length; unit++) {
            if (rest >= MILLIS[unit]) {
                text.append(rest / MILLIS[unit]).append(UNITS[unit]);
            }
            rest %= MILLIS[unit];
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
