package dev.hector.recall;

import java.util.List;
import java.util.PriorityQueue;

/** The k candidates with the highest scores. */
final class TopK {

    private final int limit;
    private final PriorityQueue<Candidate> worstFirst = new PriorityQueue<>(Candidate.BEST_FIRST.reversed());

    TopK(int limit) {
        this.limit = limit;
    }

    /** False when a candidate with at most this score cannot be among the best. */
    boolean takes(double atMost) {
        var worst = worstFirst.peek();
        return worst == null || worstFirst.size() < limit || atMost >= worst.score();
    }

    void offer(Candidate candidate) {
        if (takes(candidate.score())) {
            worstFirst.add(candidate);
            if (worstFirst.size() > limit) {
                worstFirst.remove();
            }
        }
    }

    List<Candidate> sorted() {
        return worstFirst.stream().sorted(Candidate.BEST_FIRST).toList();
    }
}
