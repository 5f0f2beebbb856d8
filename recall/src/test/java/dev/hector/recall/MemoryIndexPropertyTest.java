package dev.hector.recall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** An index depends on what it holds, not on how it came to hold it. */
class MemoryIndexPropertyTest {

    private static final List<String> WORDS = List.of("beagle", "cello", "rain", "lesson", "yesterday", "Ann", "walk?");

    /** A place for a memory: two operations may concern the same. */
    private record Slot(int number) {

        String session() {
            return "s" + number % 3;
        }

        Origin origin(String speaker) {
            return new Origin(number, session(), number / 3, speaker, Memories.NOON.plusSeconds(86_400L * number));
        }
    }

    private sealed interface Operation {

        record Add(Slot slot, String speaker, String text, boolean embedded) implements Operation {}

        record Embed(Slot slot) implements Operation {}

        record Remove(Slot slot) implements Operation {}

        record RemoveSession(Slot slot) implements Operation {}
    }

    private record Held(Memory memory, boolean embedded) {}

    private final TreeMap<Integer, Held> held = new TreeMap<>();

    @Property(tries = 300)
    void answersLikeAFreshIndexOfTheSameMemories(
            @ForAll("histories") List<Operation> history, @ForAll("texts") String question, @ForAll long order) {
        var grown = new MemoryIndex();
        held.clear();
        history.forEach(operation -> apply(operation, grown));

        var slots = Stream.of(held.keySet().toArray(Integer[]::new)).toList();
        var fresh = freshInOrder(shuffled(slots, order));

        assertThat(grown.size()).isEqualTo(fresh.size());
        assertThat(grown.toEmbed(question)).isEqualTo(fresh.toEmbed(question));
        var asked = Question.of(question, 50);
        assertThat(grown.search(asked, vector(5))).isEqualTo(fresh.search(asked, vector(5)));
        assertThat(grown.search(asked, null)).isEqualTo(fresh.search(asked, null));
    }

    @Property(tries = 100)
    void ranksLikeTheRulesWrittenOut(
            @ForAll("histories") List<Operation> history, @ForAll("texts") String question, @ForAll boolean embedded) {
        var grown = new MemoryIndex();
        held.clear();
        history.forEach(operation -> apply(operation, grown));
        var rules = new RankingRules();
        held.forEach((number, known) -> rules.add(known.memory(), known.embedded() ? vector(number) : null));

        var asked = new Question(question, 7, origin -> origin.id() % 5 != 3);
        var vector = embedded ? vector(5) : null;
        assertThat(grown.search(asked, vector)).isEqualTo(rules.search(asked, vector));
    }

    @Property(tries = 100)
    void ranksWhatIsHeldElsewhereAsIfItHeldAll(
            @ForAll("histories") List<Operation> history, @ForAll("texts") String question, @ForAll boolean embedded) {
        var whole = new MemoryIndex();
        held.clear();
        history.forEach(operation -> apply(operation, whole));
        var session = "s0";
        var here = freshOf(session, true);
        var there = freshOf(session, false);
        var statistics = new TermStatistics(0, 0, noneOf(Words.askedBy(question)));
        for (var known : held.values()) {
            if (known.memory().origin().sessionId().equals(session)) {
                statistics = statistics.with(Words.of(known.memory()));
            }
        }

        var asked = Question.of(question, 7);
        var vector = embedded ? vector(5) : null;
        var external = new ExternalCandidates(there, _ -> true, statistics);
        assertThat(here.search(asked, vector, external)).isEqualTo(whole.search(asked, vector));
    }

    private static Map<String, Long> noneOf(Set<String> stems) {
        return stems.stream().collect(Collectors.toMap(stem -> stem, _ -> 0L));
    }

    private MemoryIndex freshOf(String session, boolean others) {
        var fresh = new MemoryIndex();
        held.forEach((number, known) -> {
            if (known.memory().origin().sessionId().equals(session) != others) {
                fresh.add(known.memory(), known.embedded() ? vector(number) : null);
            }
        });
        return fresh;
    }

    @Provide
    Arbitrary<List<Operation>> histories() {
        var slots = Arbitraries.integers().between(0, 20).map(Slot::new);
        var speakers = Arbitraries.of("user", "Ann", "Bob");
        var added = Combinators.combine(slots, speakers, texts(), Arbitraries.of(true, false))
                .as((slot, speaker, text, embedded) -> (Operation) new Operation.Add(slot, speaker, text, embedded));
        return Arbitraries.frequencyOf(
                        Tuple.of(8, added),
                        Tuple.of(2, slots.map(Operation.Embed::new)),
                        Tuple.of(2, slots.map(Operation.Remove::new)),
                        Tuple.of(1, slots.map(Operation.RemoveSession::new)))
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(5).map(words -> String.join(" ", words));
    }

    private void apply(Operation operation, MemoryIndex index) {
        switch (operation) {
            case Operation.Add add -> {
                var memory = new Memory(add.slot().origin(add.speaker()), add.text());
                index.add(memory, add.embedded() ? vector(add.slot().number()) : null);
                held.put(add.slot().number(), new Held(memory, add.embedded()));
            }
            case Operation.Embed embed -> {
                index.embedded(embed.slot().number(), vector(embed.slot().number()));
                held.computeIfPresent(embed.slot().number(), (_, known) -> new Held(known.memory(), true));
            }
            case Operation.Remove remove -> {
                index.remove(remove.slot().number());
                held.remove(remove.slot().number());
            }
            case Operation.RemoveSession remove -> {
                index.removeSession(remove.slot().session());
                held.keySet()
                        .removeIf(number ->
                                new Slot(number).session().equals(remove.slot().session()));
            }
        }
    }

    private MemoryIndex freshInOrder(List<Integer> numbers) {
        var fresh = new MemoryIndex();
        for (var number : numbers) {
            var known = held.get(number);
            if (known != null) {
                fresh.add(known.memory(), known.embedded() ? vector(number) : null);
            }
        }
        return fresh;
    }

    private static List<Integer> shuffled(List<Integer> numbers, long order) {
        var shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, new Random(order));
        return shuffled;
    }

    private static float[] vector(int seed) {
        var random = new Random(seed);
        var vector = new float[20];
        for (var i = 0; i < vector.length; i++) {
            vector[i] = random.nextFloat() - 0.3f;
        }
        return vector;
    }
}
