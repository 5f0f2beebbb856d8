package dev.hector.recall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Time in words: an answer to "when" tells one, and a date that is asked for is the date of a memory. */
final class SpokenTime {

    private static final Pattern ASKED = Pattern.compile(
            "\\b(when|how long|(what|which) (date|day|month|year|time|week))\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern TOLD = Pattern.compile(
            "\\b(yesterday|today|tonight|tomorrow|ago|last|next|recently|(day|week|weekend|month|year)s?"
                    + "|(mon|tues|wednes|thurs|fri|satur|sun)day"
                    + "|january|february|march|april|june|july|august|september|october|november|december"
                    + "|(?-i:May)|(19|20)\\d\\d)\\b",
            Pattern.CASE_INSENSITIVE);

    /** What is said on one day is mostly read together. */
    private static volatile Day lastDay = new Day(LocalDate.EPOCH);

    private SpokenTime() {}

    static boolean askedBy(String question) {
        return ASKED.matcher(question).find();
    }

    static boolean toldBy(String text) {
        return TOLD.matcher(text).find();
    }

    private record Day(LocalDate date, List<String> terms) {

        Day(LocalDate date) {
            this(date, terms(date));
        }

        private static List<String> terms(LocalDate date) {
            var month = date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            return EnglishWords.of(date.getDayOfMonth() + " " + month + " " + date.getYear());
        }
    }

    /** Day of the month, month and year in UTC, as terms. */
    static List<String> termsOf(Instant time) {
        var date = LocalDate.ofInstant(time, ZoneOffset.UTC);
        var known = lastDay;
        if (!known.date().equals(date)) {
            known = new Day(date);
            lastDay = known;
        }
        return known.terms();
    }
}
