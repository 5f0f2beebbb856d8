package dev.hector.recall;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/**
 * BM25 whose fields are a memory and the memories around it, weighted by a {@link Window}: frequencies are summed before
 * they saturate, so that a word said twice nearby counts little more than once.
 *
 * @see <a href="https://doi.org/10.1145/1031171.1031181">Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple
 *     weighted fields (2004)</a>
 */
final class LexicalScores {

    private static final double SATURATION = 0.4;
    private static final double LENGTH = 0.4;

    /** When one row in so many has a term, all rows are scored, which is quicker than to pick those out. */
    private static final int COMMON = 8;

    private final Corpus corpus;
    private final MemoryTable table;
    private final double meanLength;
    private final double[] scores;
    private final double[] frequencies;
    private final BitSet touched;

    private LexicalScores(MemoryTable table, Corpus corpus, double[] scores, double[] frequencies) {
        this.table = table;
        this.corpus = corpus;
        this.meanLength = corpus.meanLength();
        this.scores = scores;
        this.frequencies = frequencies;
        this.touched = new BitSet(table.rows());
    }

    /**
     * Adds to the scores by row; a term counts once however often it is asked.
     *
     * @param corpus says how rare a term is
     * @param frequencies room to work in, zero before and after
     */
    static void add(Collection<String> terms, MemoryTable table, Corpus corpus, double[] scores, double[] frequencies) {
        var lexical = new LexicalScores(table, corpus, scores, frequencies);
        terms.stream().distinct().sorted().forEach(lexical::add);
    }

    /** What a memory scores by its own words alone. */
    static double ownScore(Collection<String> terms, MemoryTable table, Corpus corpus, int row) {
        var meanLength = corpus.meanLength();
        var score = 0.0;
        for (var term : terms) {
            var count = table.count(row, term);
            if (count > 0) {
                score += corpus.rarity(term) * saturated(frequency(count, table.length(row), meanLength));
            }
        }
        return score;
    }

    private void add(String term) {
        var postings = table.vocabulary.find(term);
        if (postings == null || postings.alive() == 0) {
            return;
        }
        var rarity = corpus.rarity(term);
        if (postings.size() > table.rows() / COMMON) {
            fill(postings);
            scoreAll(rarity);
            Arrays.fill(frequencies, 0, table.rows(), 0);
        } else {
            fill(postings);
            scoreTouched(postings, rarity);
            clear(postings);
        }
    }

    private void fill(Postings postings) {
        for (var i = 0; i < postings.size(); i++) {
            var row = postings.row(i);
            if (table.has(row)) {
                frequencies[row] = frequency(postings.count(i), table.length(row), meanLength);
            }
        }
    }

    private void scoreAll(double rarity) {
        for (var row = 0; row < table.rows(); row++) {
            var sum = Window.OF_WORDS.sum(frequencies, row, table.neighbours);
            if (sum > 0) {
                scores[row] += rarity * saturated(sum);
            }
        }
    }

    private void scoreTouched(Postings postings, double rarity) {
        for (var i = 0; i < postings.size(); i++) {
            if (table.has(postings.row(i))) {
                touch(postings.row(i));
            }
        }
        for (var row = touched.nextSetBit(0); row >= 0; row = touched.nextSetBit(row + 1)) {
            scores[row] += rarity * saturated(Window.OF_WORDS.sum(frequencies, row, table.neighbours));
        }
        touched.clear();
    }

    private void touch(int row) {
        touched.set(row);
        var neighbours = table.neighbours;
        set(neighbours.before(row));
        var next = neighbours.after(row);
        if (next != Neighbours.NONE) {
            touched.set(next);
            set(neighbours.after(next));
        }
    }

    private void set(int row) {
        if (row != Neighbours.NONE) {
            touched.set(row);
        }
    }

    private void clear(Postings postings) {
        for (var i = 0; i < postings.size(); i++) {
            frequencies[postings.row(i)] = 0;
        }
    }

    private static double frequency(int count, int length, double meanLength) {
        return count / (1 - LENGTH + LENGTH * length / meanLength);
    }

    private static double saturated(double frequency) {
        return frequency * (SATURATION + 1) / (frequency + SATURATION);
    }
}
