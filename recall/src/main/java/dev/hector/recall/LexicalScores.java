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

    private final MemoryTable table;
    private final double meanLength;
    private final double[] scores;
    private final double[] frequencies;
    private final BitSet touched;

    private LexicalScores(MemoryTable table) {
        this.table = table;
        this.meanLength = table.meanLength();
        this.scores = new double[table.rows()];
        this.frequencies = new double[table.rows()];
        this.touched = new BitSet(table.rows());
    }

    /** By row; a term counts once however often it is asked. */
    static double[] of(Collection<String> terms, MemoryTable table) {
        var scores = new LexicalScores(table);
        terms.stream().distinct().sorted().forEach(scores::add);
        return scores.scores;
    }

    /** What a memory scores by its own words alone. */
    static double ownScore(Collection<String> terms, MemoryTable table, int row) {
        var score = 0.0;
        for (var term : terms) {
            var count = table.count(row, term);
            var postings = table.vocabulary.find(term);
            if (count > 0 && postings != null) {
                score += rarity(postings, table) * saturated(frequency(count, table.length(row), table.meanLength()));
            }
        }
        return score;
    }

    private void add(String term) {
        var postings = table.vocabulary.find(term);
        if (postings == null || postings.alive() == 0) {
            return;
        }
        for (var i = 0; i < postings.size(); i++) {
            if (table.has(postings.row(i))) {
                touch(postings.row(i), postings.count(i));
            }
        }
        score(rarity(postings, table));
        clear(postings);
    }

    private void touch(int row, int count) {
        frequencies[row] = frequency(count, table.length(row), meanLength);
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

    private void score(double rarity) {
        for (var row = touched.nextSetBit(0); row >= 0; row = touched.nextSetBit(row + 1)) {
            scores[row] += rarity * saturated(Window.OF_WORDS.sum(frequencies, row, table.neighbours));
        }
        touched.clear();
    }

    private void clear(Postings postings) {
        if (postings.size() > frequencies.length / 8) {
            Arrays.fill(frequencies, 0);
            return;
        }
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

    private static double rarity(Postings postings, MemoryTable table) {
        return Math.log(1 + (table.size() - postings.alive() + 0.5) / (postings.alive() + 0.5));
    }
}
