package dev.hector.benchmarks;

import dev.hector.benchmarks.LocomoConversation.Question;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How well turns were recalled for questions whose evidence is known. */
final class RetrievalScores {

    /** Turn ids in the order of recall, the best first. */
    private record Answered(Question question, List<String> recalled) {

        double recallAt(int k) {
            var found = question.evidence().stream().filter(first(k)::contains).count();
            return found / (double) question.evidence().size();
        }

        double hitAt(int k) {
            return first(k).stream().anyMatch(question.evidence()::contains) ? 1 : 0;
        }

        double reciprocalRank() {
            for (var i = 0; i < recalled.size(); i++) {
                if (question.evidence().contains(recalled.get(i))) {
                    return 1.0 / (i + 1);
                }
            }
            return 0;
        }

        double sessionHitAt(int k) {
            var sessions = new LinkedHashSet<Integer>();
            first(k).forEach(turn -> sessions.add(Integer.parseInt(turn.substring(1, turn.indexOf(':')))));
            return question.sessions().stream().anyMatch(sessions::contains) ? 1 : 0;
        }

        private List<String> first(int k) {
            return recalled.subList(0, Math.min(k, recalled.size()));
        }
    }

    private final List<Answered> answered = new ArrayList<>();

    void add(Question question, List<String> recalled) {
        answered.add(new Answered(question, List.copyOf(recalled)));
    }

    int questions() {
        return answered.size();
    }

    /** The same of one category. */
    RetrievalScores of(int category) {
        var scores = new RetrievalScores();
        answered.stream().filter(one -> one.question().category() == category).forEach(scores.answered::add);
        return scores;
    }

    Measurement measurement(String method, String conversation, String category) {
        return Measurement.of("recall of turns", 1)
                .labelled("method", method)
                .labelled("conversation", conversation)
                .labelled("category", category)
                .with("questions", questions())
                .with("turn_recall_at_5", mean(one -> one.recallAt(5)))
                .with("turn_recall_at_10", mean(one -> one.recallAt(10)))
                .with("turn_recall_at_20", mean(one -> one.recallAt(20)))
                .with("hit_at_20", mean(one -> one.hitAt(20)))
                .with("mrr", mean(Answered::reciprocalRank))
                .with("session_hit_at_10", mean(one -> one.sessionHitAt(10)));
    }

    private double mean(ToDoubleFunction<Answered> score) {
        return answered.stream().mapToDouble(score).average().orElse(0);
    }
}
