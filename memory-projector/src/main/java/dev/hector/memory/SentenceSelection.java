package dev.hector.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Chooses sentences under a budget by maximising a monotone submodular function with cost-scaled lazy greedy steps.
 *
 * <p>The function is the sum of three terms, each scaled to 1 for the whole conversation: feature coverage
 * {@code Σ_w idf(w)·√(count of w in S)}, diversity {@code Σ_k √(Σ_{s ∈ S ∩ P_k} r(s))} over consecutive parts
 * {@code P_k} of the conversation, and relevance {@code Σ r(s)}, with r the {@link Salience} of a sentence times the
 * rarity of its words.
 *
 * @see ExtractiveSummariser for the source
 */
final class SentenceSelection {

    private static final double COVERAGE = 1;
    private static final double DIVERSITY = 1;
    private static final double RELEVANCE = 2;

    /** How much a sentence's length counts against it; Lin and Bilmes call it r. */
    private static final double COST_EXPONENT = 0.6;

    private static final int PARTS = 12;

    private record Candidate(int index, double ratio) {}

    private final List<Sentence> sentences;
    private final List<List<String>> words;
    private final Map<String, Double> rarity;
    private final double[] relevance;
    private final double wholeCoverage;
    private final double wholeDiversity;
    private final double wholeRelevance;

    private final Map<String, Integer> covered = new HashMap<>();
    private final double[] parts = new double[PARTS];
    private final List<Integer> chosen = new ArrayList<>();

    SentenceSelection(List<Sentence> sentences) {
        this.sentences = sentences;
        this.words = sentences.stream().map(Sentence::words).toList();
        this.rarity = rarity();
        this.relevance = new double[sentences.size()];
        for (var i = 0; i < relevance.length; i++) {
            relevance[i] = Salience.of(sentences.get(i)) * meanRarity(words.get(i));
        }
        for (var i = 0; i < relevance.length; i++) {
            add(i);
        }
        this.wholeCoverage = nonZero(covered.entrySet().stream()
                .mapToDouble(e -> rarityOf(e.getKey()) * Math.sqrt(e.getValue()))
                .sum());
        this.wholeDiversity = nonZero(sumOfRoots(parts));
        this.wholeRelevance = nonZero(sum(relevance));
        covered.clear();
        chosen.clear();
        Arrays.fill(parts, 0);
    }

    /** The chosen sentences, the most valuable first. */
    List<Sentence> within(int tokens) {
        var left = tokens;
        var queue = candidates(tokens);
        while (!queue.isEmpty()) {
            var best = queue.remove();
            if (sentences.get(best.index()).cost() > left) {
                continue;
            }
            var now = candidate(best.index());
            if (queue.isEmpty() || now.ratio() >= queue.peek().ratio()) {
                add(best.index());
                left -= sentences.get(best.index()).cost();
            } else {
                queue.add(now);
            }
        }
        return chosen.stream().map(sentences::get).toList();
    }

    private PriorityQueue<Candidate> candidates(int tokens) {
        var queue = new PriorityQueue<Candidate>(
                Comparator.comparingDouble(Candidate::ratio).reversed().thenComparingInt(Candidate::index));
        for (var i = 0; i < relevance.length; i++) {
            if (sentences.get(i).cost() <= tokens && !words.get(i).isEmpty()) {
                queue.add(candidate(i));
            }
        }
        return queue;
    }

    private Candidate candidate(int index) {
        return new Candidate(index, gain(index) / Math.pow(sentences.get(index).cost(), COST_EXPONENT));
    }

    private double gain(int index) {
        var part = parts[part(index)];
        return COVERAGE * coverageGain(index) / wholeCoverage
                + DIVERSITY * (Math.sqrt(part + relevance[index]) - Math.sqrt(part)) / wholeDiversity
                + RELEVANCE * relevance[index] / wholeRelevance;
    }

    private double coverageGain(int index) {
        var gain = 0.0;
        for (var word : new HashSet<>(words.get(index))) {
            var before = covered.getOrDefault(word, 0);
            gain += rarityOf(word) * (Math.sqrt(before + 1) - Math.sqrt(before));
        }
        return gain;
    }

    private void add(int index) {
        chosen.add(index);
        parts[part(index)] += relevance[index];
        new HashSet<>(words.get(index)).forEach(word -> covered.merge(word, 1, Integer::sum));
    }

    private int part(int index) {
        return (int) ((long) index * PARTS / relevance.length);
    }

    private double meanRarity(List<String> words) {
        return words.stream().mapToDouble(this::rarityOf).average().orElse(0);
    }

    private double rarityOf(String word) {
        return rarity.getOrDefault(word, 0.0);
    }

    /** Inverse document frequency; a sentence is a document each time it was said, so small talk counts for little. */
    private Map<String, Double> rarity() {
        var counts = new HashMap<String, Integer>();
        var said = 0;
        for (var i = 0; i < sentences.size(); i++) {
            var times = sentences.get(i).times();
            said += times;
            new HashSet<>(words.get(i)).forEach(word -> counts.merge(word, times, Integer::sum));
        }
        var all = said + 1.0;
        var weights = new HashMap<String, Double>();
        counts.forEach((word, count) -> weights.put(word, Math.log(all / count)));
        return weights;
    }

    private static double sumOfRoots(double[] values) {
        var sum = 0.0;
        for (var value : values) {
            sum += Math.sqrt(value);
        }
        return sum;
    }

    private static double sum(double[] values) {
        var sum = 0.0;
        for (var value : values) {
            sum += value;
        }
        return sum;
    }

    private static double nonZero(double value) {
        return value == 0 ? 1 : value;
    }
}
