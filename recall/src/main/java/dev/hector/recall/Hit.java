package dev.hector.recall;

import java.util.List;

/**
 * A memory that was found.
 *
 * @param score from 0 to 1, to compare hits of one question only: it is relative to the best of its words and vectors
 */
public record Hit(Origin origin, double score, Why why) {

    /**
     * What a hit owes its place to.
     *
     * @param lexical BM25 over the memory and what was said around it; not bounded
     * @param similarity cosine of the memory's own vector with the question's, 0 without either
     * @param terms stems of the question that the memory itself has
     * @param fromNeighbours share of {@code lexical}, 0 to 1, that only the memories around it earned
     */
    public record Why(double lexical, double similarity, List<String> terms, double fromNeighbours) {}
}
