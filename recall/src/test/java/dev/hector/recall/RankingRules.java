package dev.hector.recall;

import dev.hector.recall.Hit.Why;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ranking as docs/recall.md tells it, memory by memory and without any table: slow, and easy to believe. */
final class RankingRules {

    private record Held(
            Memory memory, Entry entry, @Nullable Quantised vector) {

        Origin origin() {
            return memory.origin();
        }

        int count(String term) {
            return entry.terms().stream()
                    .filter(one -> one.word().equals(term))
                    .mapToInt(Entry.Term::count)
                    .sum();
        }
    }

    private record Scored(Held held, double score, double words, double meaning) {}

    private static final Comparator<Scored> BEST_FIRST = Comparator.comparingDouble(Scored::score)
            .thenComparingLong(one -> one.held().origin().id())
            .reversed();

    private final List<Held> memories = new ArrayList<>();

    void add(Memory memory, float @Nullable [] vector) {
        memories.add(new Held(memory, Entry.of(memory), vector == null ? null : Quantised.of(vector)));
    }

    List<Hit> search(Question question, float @Nullable [] vector) {
        var terms = Words.askedBy(question.text());
        var query = vector == null ? null : Quantised.of(vector);
        var scored = memories.stream()
                .filter(one -> question.admitted().test(one.origin()))
                .map(one -> new Scored(one, 0, words(one, terms), meaning(one, query)))
                .filter(one -> one.words() + one.meaning() > 0)
                .toList();
        return spread(together(scored, question.text())).stream()
                .limit(question.limit())
                .map(one -> hit(one, terms, query))
                .toList();
    }

    private List<Scored> together(List<Scored> scored, String question) {
        var words = scored.stream().mapToDouble(Scored::words).max().orElse(0);
        var meaning = scored.stream().mapToDouble(Scored::meaning).max().orElse(0);
        var ofWords = words == 0 ? 0 : (meaning == 0 ? 1 : 0.6) / words;
        var ofMeaning = meaning == 0 ? 0 : (words == 0 ? 1 : 1 - 0.6) / meaning;
        return scored.stream()
                .map(one -> new Scored(
                        one.held(),
                        ofWords * one.words() + ofMeaning * one.meaning() + boost(one.held(), question),
                        one.words(),
                        one.meaning()))
                .sorted(BEST_FIRST)
                .toList();
    }

    private static double boost(Held held, String question) {
        var speakers = new Speakers();
        var number = speakers.add(held.origin().speaker());
        return (SpokenTime.askedBy(question) && held.entry().tellsTime() ? 0.1 : 0)
                + (speakers.namedIn(question)[number] ? 0.1 : 0);
    }

    private static List<Scored> spread(List<Scored> scored) {
        Map<String, Integer> sessions = new HashMap<>();
        return scored.stream()
                .map(one -> new Scored(
                        one.held(),
                        one.score()
                                * Math.pow(
                                        0.985,
                                        sessions.merge(one.held().origin().sessionId(), 1, Integer::sum) - 1),
                        one.words(),
                        one.meaning()))
                .sorted(BEST_FIRST)
                .toList();
    }

    private double words(Held held, Set<String> terms) {
        var score = 0.0;
        for (var term : terms) {
            score += rarity(term) * saturated(around(held, Window.OF_WORDS, one -> frequency(one, term)));
        }
        return score;
    }

    private double meaning(Held held, @Nullable Quantised query) {
        return query == null ? 0 : around(held, Window.OF_VECTORS, one -> cosine(one, query));
    }

    private double around(Held held, Window window, ToDoubleFunction<Held> value) {
        var session = memories.stream()
                .filter(one -> one.origin().sessionId().equals(held.origin().sessionId()))
                .sorted(Comparator.comparingLong(one -> one.origin().sequence()))
                .toList();
        var place = session.indexOf(held);
        var sum = value.applyAsDouble(held);
        if (place > 0) {
            var previous = session.get(place - 1);
            sum += (previous.entry().asks() ? window.question() : window.before()) * value.applyAsDouble(previous);
        }
        sum += place > 1 ? window.secondBefore() * value.applyAsDouble(session.get(place - 2)) : 0;
        return place + 1 < session.size() ? sum + window.after() * value.applyAsDouble(session.get(place + 1)) : sum;
    }

    private double rarity(String term) {
        var holders = memories.stream().filter(one -> one.count(term) > 0).count();
        return Math.log(1 + (memories.size() - holders + 0.5) / (holders + 0.5));
    }

    private double frequency(Held held, String term) {
        var all = memories.stream().mapToLong(one -> one.entry().length()).sum();
        var mean = Math.max(1, (double) all / memories.size());
        return held.count(term) / (1 - 0.4 + 0.4 * held.entry().length() / mean);
    }

    private static double saturated(double frequency) {
        return frequency * (0.4 + 1) / (frequency + 0.4);
    }

    private static double cosine(Held held, Quantised query) {
        var vector = held.vector();
        if (vector == null) {
            return 0;
        }
        var sum = 0;
        for (var i = 0; i < query.bytes().length; i++) {
            sum += query.bytes()[i] * vector.bytes()[i];
        }
        return Math.max(0, sum * (double) query.scale() * vector.scale());
    }

    private Hit hit(Scored scored, Set<String> terms, @Nullable Quantised query) {
        var held = scored.held();
        var said = terms.stream().filter(term -> held.count(term) > 0).collect(Collectors.toList());
        var own = 0.0;
        for (var term : said) {
            own += rarity(term) * saturated(frequency(held, term));
        }
        var alone = scored.words() == 0 ? 0 : own / scored.words();
        var fromNeighbours = scored.words() == 0 ? 0 : Math.clamp(1 - alone, 0, 1);
        return new Hit(
                held.origin(),
                scored.score() / (1 + 0.1 + 0.1),
                new Why(scored.words(), query == null ? 0 : cosine(held, query), said, fromNeighbours));
    }
}
