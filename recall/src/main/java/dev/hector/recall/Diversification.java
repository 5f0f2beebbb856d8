package dev.hector.recall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Diversification: ranks candidates so that the best come from different sessions. */
final class Diversification {

    /** What is left of a score for each better candidate of the same session. */
    private static final double SAME_SESSION = 0.985;

    private Diversification() {}

    /** @param candidates the best first */
    static List<Candidate> of(List<Candidate> candidates) {
        var sessions = new HashMap<String, Integer>();
        var diversified = new ArrayList<Candidate>();
        for (var candidate : candidates) {
            var better = sessions.merge(candidate.sessionId(), 1, Integer::sum) - 1;
            diversified.add(candidate.scored(candidate.score() * Math.pow(SAME_SESSION, better)));
        }
        diversified.sort(Candidate.BEST_FIRST);
        return diversified;
    }
}
