package dev.hector.recall;

import java.util.Comparator;

/**
 * A row that may become a hit.
 *
 * @param found the search that came upon it
 */
record Candidate(Search found, int row, long id, double score) {

    static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparing(Comparator.comparingLong(Candidate::id).reversed());

    String sessionId() {
        return found.origin(row).sessionId();
    }

    Candidate scored(double other) {
        return new Candidate(found, row, id, other);
    }

    Hit hit() {
        return found.hit(this);
    }
}
