package dev.hector.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The problems found so far; reading goes on after each, so that the user mends them all at once. */
final class Problems {

    /** Enough to work through; a file with more is not a configuration. */
    private static final int MOST_SHOWN = 50;

    private record Found(Position at, String message) {}

    private final String source;
    private final List<Found> found = new ArrayList<>();

    Problems(String source) {
        this.source = source;
    }

    void add(Position at, String message) {
        found.add(new Found(at, message));
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found.stream()
                    .distinct()
                    .sorted(Comparator.comparing(Found::at))
                    .limit(MOST_SHOWN)
                    .map(this::toProblem)
                    .toList());
        }
    }

    private ConfigProblem toProblem(Found one) {
        return new ConfigProblem(source, one.at().line(), one.at().column(), one.message());
    }
}
