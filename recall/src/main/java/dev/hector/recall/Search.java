package dev.hector.recall;

import dev.hector.recall.Hit.Why;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers one question: words and vectors, each with what was said around a memory, are scaled to their best and added,
 * then what answers the kind of question gets a little more.
 *
 * @see <a href="https://doi.org/10.1145/3596512">Bruch, Gai, Ingber: An analysis of fusion functions for hybrid
 *     retrieval (2023)</a>
 */
final class Search {

    private static final double WORDS = 0.6;
    private static final double TELLS_TIME = 0.1;
    private static final double SPEAKER_NAMED = 0.1;
    private static final double HIGHEST = 1 + TELLS_TIME + SPEAKER_NAMED;

    /** What is left of a score for each better hit of the same session, so that the best speak of different days. */
    private static final double SAME_SESSION = 0.985;

    private static final int LEAST_CANDIDATES = 100;

    private record Candidate(int row, long id, double score) {

        static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::score)
                .reversed()
                .thenComparing(Comparator.comparingLong(Candidate::id).reversed());
    }

    private final Question question;
    private final MemoryTable table;
    private final Set<String> terms;
    private final double[] lexical;
    private final double[] own;
    private final double[] similar;

    Search(Question question, @Nullable Quantised vector, MemoryTable table) {
        this.question = question;
        this.table = table;
        this.terms = new HashSet<>(EnglishWords.of(question.text()));
        this.lexical = LexicalScores.of(terms, table);
        this.own = vector == null ? new double[table.rows()] : table.vectors.similarities(vector, table.rows());
        this.similar = vector == null ? own : withNeighbours(own);
    }

    List<Hit> hits() {
        return spread(candidates()).stream()
                .limit(question.limit())
                .map(this::hit)
                .toList();
    }

    private double[] withNeighbours(double[] similarities) {
        var sums = new double[similarities.length];
        for (var row = 0; row < sums.length; row++) {
            if (table.has(row)) {
                sums[row] = Window.OF_VECTORS.sum(similarities, row, table.neighbours);
            }
        }
        return sums;
    }

    private List<Candidate> candidates() {
        var admitted = admitted();
        var bestWords = best(lexical, admitted);
        var bestVector = best(similar, admitted);
        var words = bestWords == 0 ? 0 : (bestVector == 0 ? 1 : WORDS) / bestWords;
        var meaning = bestVector == 0 ? 0 : (bestWords == 0 ? 1 : 1 - WORDS) / bestVector;
        var bonus = new Bonus(question.text(), table);
        var most = new Best(Math.max(LEAST_CANDIDATES, 5 * question.limit()));
        for (var row = 0; row < lexical.length; row++) {
            if (admitted[row] && lexical[row] + similar[row] > 0) {
                most.offer(row, words * lexical[row] + meaning * similar[row] + bonus.of(row));
            }
        }
        return most.sorted();
    }

    private boolean[] admitted() {
        var admitted = new boolean[lexical.length];
        for (var row = 0; row < admitted.length; row++) {
            admitted[row] = table.has(row) && question.admitted().test(table.origin(row));
        }
        return admitted;
    }

    private static double best(double[] scores, boolean[] admitted) {
        var best = 0.0;
        for (var row = 0; row < scores.length; row++) {
            if (admitted[row] && scores[row] > best) {
                best = scores[row];
            }
        }
        return best;
    }

    private List<Candidate> spread(List<Candidate> candidates) {
        var sessions = new HashMap<String, Integer>();
        var spread = new ArrayList<Candidate>();
        for (var candidate : candidates) {
            var better = sessions.merge(table.origin(candidate.row()).sessionId(), 1, Integer::sum) - 1;
            var score = candidate.score() * Math.pow(SAME_SESSION, better);
            spread.add(new Candidate(candidate.row(), candidate.id(), score));
        }
        spread.sort(Candidate.BEST_FIRST);
        return spread;
    }

    private Hit hit(Candidate candidate) {
        var row = candidate.row();
        var said = terms.stream()
                .filter(term -> table.count(row, term) > 0)
                .sorted()
                .toList();
        var alone = lexical[row] == 0 ? 0 : LexicalScores.ownScore(said, table, row) / lexical[row];
        var fromNeighbours = lexical[row] == 0 ? 0 : Math.clamp(1 - alone, 0, 1);
        return new Hit(
                table.origin(row), candidate.score() / HIGHEST, new Why(lexical[row], own[row], said, fromNeighbours));
    }

    /** What a memory gets for being of the kind that is asked for. */
    private static final class Bonus {

        private final MemoryTable table;
        private final boolean asksTime;
        private final boolean[] named;

        Bonus(String question, MemoryTable table) {
            this.table = table;
            this.asksTime = SpokenTime.askedBy(question);
            this.named = table.speakers.namedIn(question);
        }

        double of(int row) {
            return (asksTime && table.tellsTime(row) ? TELLS_TIME : 0)
                    + (named[table.speaker(row)] ? SPEAKER_NAMED : 0);
        }
    }

    /** The best of many rows. */
    private final class Best {

        private final int limit;
        private final PriorityQueue<Candidate> worstFirst = new PriorityQueue<>(Candidate.BEST_FIRST.reversed());

        Best(int limit) {
            this.limit = limit;
        }

        void offer(int row, double score) {
            var worst = worstFirst.peek();
            if (worst == null || worstFirst.size() < limit || score >= worst.score()) {
                worstFirst.add(new Candidate(row, table.origin(row).id(), score));
                if (worstFirst.size() > limit) {
                    worstFirst.remove();
                }
            }
        }

        List<Candidate> sorted() {
            return worstFirst.stream().sorted(Candidate.BEST_FIRST).toList();
        }
    }
}
