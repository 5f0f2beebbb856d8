package dev.hector.recall;

import java.util.Arrays;

/**
 * A search's numbers by row, kept for the next search: arrays of a hundred thousand rows are a burden to the collector.
 * All are zero to begin with.
 */
final class ScoreArrays {

    private static final int SPARE = 16;
    private static final int BYTES_A_ROW = 4 * Double.BYTES;

    /** BM25 over a memory and what was said around it. */
    final double[] lexical;

    /** Frequencies of one term while it is scored; zero before and after. */
    final double[] frequencies;

    /** Cosines. */
    final double[] own;

    /** Cosines with those of what was said around. */
    final double[] similar;

    private ScoreArrays(int rows) {
        lexical = new double[rows];
        frequencies = new double[rows];
        own = new double[rows];
        similar = new double[rows];
    }

    /** For so many rows, and some that may be added before the next search. */
    static ScoreArrays forSome(int rows) {
        return new ScoreArrays(rows + rows / SPARE);
    }

    boolean hold(int rows) {
        return rows <= lexical.length;
    }

    void clear(int rows) {
        Arrays.fill(lexical, 0, rows, 0);
        Arrays.fill(own, 0, rows, 0);
        Arrays.fill(similar, 0, rows, 0);
    }

    /** What those for so many rows take. */
    static long bytes(int rows) {
        return (long) BYTES_A_ROW * (rows + rows / SPARE);
    }
}
