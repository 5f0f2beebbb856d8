package dev.hector.recall;

import dev.hector.recall.Hit.Why;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores the memories of one table for one question: words and vectors, each with what was said around a memory, are
 * scaled to their best and added, then what answers the kind of question gets a little more.
 *
 * @see <a href="https://doi.org/10.1145/3596512">Bruch, Gai, Ingber: An analysis of fusion functions for hybrid
 *     retrieval (2023)</a>
 */
final class Search {

    private static final double HIGHEST = 1 + Boost.TELLS_TIME + Boost.SPEAKER_NAMED;
    private static final int LEAST_CANDIDATES = 100;

    private final Question question;
    private final Corpus corpus;
    private final MemoryTable table;
    private final Set<String> terms;
    private final double[] lexical;
    private final double[] own;
    private final double[] similar;

    /** @param room that nobody else uses until the hits are known */
    Search(Question question, @Nullable Quantised vector, MemoryTable table, Corpus corpus, ScoreArrays room) {
        this.question = question;
        this.table = table;
        this.corpus = corpus;
        this.terms = Words.askedBy(question.text());
        room.clear(table.rows());
        this.lexical = room.lexical;
        this.own = room.own;
        this.similar = room.similar;
        LexicalScores.add(terms, table, corpus, lexical, room.frequencies);
        if (vector != null) {
            table.vectors.similarities(vector, table.rows(), own);
            addNeighbours();
        }
    }

    private void addNeighbours() {
        for (var row = 0; row < table.rows(); row++) {
            similar[row] = Window.OF_VECTORS.sum(own, row, table.neighbours);
        }
    }

    ScoreMaxima maxima() {
        return new ScoreMaxima(best(lexical), best(similar));
    }

    private double best(double[] scores) {
        var best = 0.0;
        for (var row = 0; row < table.rows(); row++) {
            if (scores[row] > best && isAdmitted(row)) {
                best = scores[row];
            }
        }
        return best;
    }

    /** Asked only of rows with a score, since the others may be empty. */
    private boolean isAdmitted(int row) {
        return question.admitted().test(table.origin(row));
    }

    /** The best candidates, the best first; more than are wanted, since diversification still reorders them. */
    List<Candidate> candidates(ScoreMaxima maxima) {
        var words = maxima.wordsWeight();
        var meaning = maxima.meaningWeight();
        var boost = new Boost(question.text(), table);
        var best = new TopK(Math.max(LEAST_CANDIDATES, 5 * question.limit()));
        for (var row = 0; row < table.rows(); row++) {
            var score = words * lexical[row] + meaning * similar[row];
            if (lexical[row] + similar[row] > 0 && best.takes(score + Boost.MOST) && isAdmitted(row)) {
                best.offer(new Candidate(this, row, table.origin(row).id(), score + boost.of(row)));
            }
        }
        return best.sorted();
    }

    Origin origin(int row) {
        return table.origin(row);
    }

    Hit hit(Candidate candidate) {
        var row = candidate.row();
        var said = terms.stream()
                .filter(term -> table.count(row, term) > 0)
                .sorted()
                .toList();
        var alone = lexical[row] == 0 ? 0 : LexicalScores.ownScore(said, table, corpus, row) / lexical[row];
        var fromNeighbours = lexical[row] == 0 ? 0 : Math.clamp(1 - alone, 0, 1);
        return new Hit(
                table.origin(row), candidate.score() / HIGHEST, new Why(lexical[row], own[row], said, fromNeighbours));
    }
}
