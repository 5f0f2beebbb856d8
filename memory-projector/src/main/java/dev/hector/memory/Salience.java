package dev.hector.memory;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much a later turn would miss a sentence: what a user states about themselves, names and numbers count most,
 * questions and answers less.
 */
final class Salience {

    private static final Pattern NUMBER = Pattern.compile("\\p{N}");
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{L}\\p{N},;:] )\\p{Lu}(?!['’ ]|$)");
    private static final Pattern QUESTION = Pattern.compile("[?？؟]\\W*$");

    /** The first person in languages that many users write. */
    private static final Set<String> FIRST_PERSON = Set.of(
            "i",
            "i'm",
            "i’m",
            "i've",
            "i’ve",
            "i'll",
            "i’ll",
            "my",
            "mine",
            "me",
            "we",
            "we're",
            "our",
            "us", // English
            "ich",
            "mir",
            "mich",
            "mein",
            "meine",
            "meinen",
            "meiner",
            "wir",
            "uns",
            "unser",
            "unsere", // German
            "je",
            "j'ai",
            "j’ai",
            "mon",
            "ma",
            "mes",
            "moi",
            "nous",
            "notre",
            "nos", // French
            "yo",
            "mi",
            "mis",
            "nosotros",
            "nuestro",
            "nuestra",
            "soy",
            "tengo", // Spanish
            "io",
            "mio",
            "mia",
            "sono",
            "eu",
            "meu",
            "minha",
            "ik",
            "mijn",
            "wij"); // Italian, Portuguese, Dutch

    private Salience() {}

    static double of(Sentence sentence) {
        var weight = spokenBy(sentence.speaker());
        if (QUESTION.matcher(sentence.text()).find()) {
            weight *= 0.3;
        } else if (sentence.speaker() == Speaker.USER && saysFirstPerson(sentence)) {
            weight += 2;
        }
        return weight * (1 + marks(sentence.text()));
    }

    private static double spokenBy(Speaker speaker) {
        return switch (speaker) {
            case USER -> 1;
            case ASSISTANT -> 0.3;
            case TOOL, SYSTEM -> 0.15;
        };
    }

    private static boolean saysFirstPerson(Sentence sentence) {
        return sentence.words().stream().anyMatch(FIRST_PERSON::contains);
    }

    private static double marks(String text) {
        return (NUMBER.matcher(text).find() ? 1 : 0) + (NAME.matcher(text).find() ? 1 : 0);
    }
}
