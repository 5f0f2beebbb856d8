package dev.hector.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A made-up conversation that is mostly small talk, with facts that the user states in passing in its first tenth. The
 * same seed gives the same conversation.
 */
final class PlantedFacts {

    static final int COUNT = 8;

    private static final int SENTENCES = 5;

    /** What one side says, and the other. */
    record Turn(String question, String answer) {}

    /** A sentence, and the word in it that nothing else says. */
    private record Fact(String sentence, String word) {}

    private static final List<String> STATEMENTS = List.of(
            "My sister is called %s.",
            "I work for a company named %s.",
            "We moved to %s when I was nine.",
            "My dog answers to %s.",
            "I am allergic to %s.",
            "Our boat is the %s.",
            "My dentist is doctor %s.",
            "The code word for deliveries is %s.",
            "I was born in the year of the %s flood.",
            "My favourite author is %s.");

    private static final List<String> SYLLABLES = List.of(
            "bra", "dol", "fen", "gri", "hul", "jor", "kem", "lun", "mar", "nix", "ost", "pel", "qua", "ril", "sto",
            "tan", "ulv", "wes", "yar", "zem");

    private static final List<String> CHATTER = List.of(
            "The weather has been changing all week and nobody can say what comes next",
            "Somebody told a long story about a train that never arrived",
            "There was music in the street until late in the evening",
            "It is hard to find a good loaf of bread around here these days",
            "People keep talking about the new bridge and its colour",
            "The library has moved its shelves around once more",
            "A walk along the river does wonders after a long day",
            "The market was full of apples and very loud",
            "Nothing much happened yesterday apart from the usual",
            "The garden needs water and the fence needs paint",
            "They show old films on Thursdays and hardly anybody comes",
            "The coffee in that place is better than it used to be");

    private static final List<String> REPLIES = List.of(
            "That sounds like a day with something in it",
            "One hears that a lot lately, and there may be some truth in it",
            "It is often the small things that stay with us",
            "Perhaps a little patience will settle it in the end",
            "Many would say the same, and a few would not",
            "Tell me when there is news and we shall look at it again",
            "It is worth a thought before the week is over",
            "A good plan leaves room for the weather");

    private final List<Turn> turns;
    private final List<Fact> facts;

    PlantedFacts(long seed, int turns) {
        var random = new Random(seed);
        this.facts = facts(random);
        var places = new ArrayList<>(
                IntStream.range(0, Math.max(COUNT, turns / 10)).boxed().toList());
        Collections.shuffle(places, random);
        var planted = places.subList(0, COUNT);
        this.turns = IntStream.range(0, turns)
                .mapToObj(turn -> new Turn(question(turn, planted, random), chatter(REPLIES, random)))
                .toList();
    }

    private static List<Fact> facts(Random random) {
        var statements = new ArrayList<>(STATEMENTS);
        Collections.shuffle(statements, random);
        return statements.stream()
                .limit(COUNT)
                .map(statement -> {
                    var name = name(random);
                    return new Fact(statement.formatted(name), name);
                })
                .toList();
    }

    private static String name(Random random) {
        var name = IntStream.range(0, 3)
                .mapToObj(_ -> SYLLABLES.get(random.nextInt(SYLLABLES.size())))
                .reduce("", String::concat);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private String question(int turn, List<Integer> planted, Random random) {
        var fact = planted.indexOf(turn);
        var before = chatter(CHATTER, random);
        return fact < 0 ? before : before + " " + facts.get(fact).sentence() + " " + chatter(CHATTER, random);
    }

    private static String chatter(List<String> from, Random random) {
        var sentences = new ArrayList<String>();
        for (var i = 0; i < SENTENCES; i++) {
            sentences.add(from.get(random.nextInt(from.size())) + ".");
        }
        return String.join(" ", sentences);
    }

    List<Turn> turns() {
        return turns;
    }

    /** How many of the facts a text still has. */
    int heldIn(String text) {
        return (int) facts.stream().filter(fact -> text.contains(fact.word())).count();
    }
}
