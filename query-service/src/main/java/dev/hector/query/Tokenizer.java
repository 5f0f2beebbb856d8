package dev.hector.query;

import dev.hector.query.Token.Kind;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a text into the tokens that searches compare, the same whatever the language and the database: no stems, no stop
 * words. Letters lose case, accents and widths. Scripts that are written without blanks give each pair of neighbouring
 * letters, so that any part of them is found as the pairs that it is made of.
 */
final class Tokenizer {

    /** What is beyond is not searched; databases have limits of their own for the words of a text. */
    private static final int MOST_WORDS = 16_000;

    private static final int MOST_LETTERS = 200_000;

    /** Only so many letters of a word are compared. */
    private static final int LONGEST_WORD = 64;

    private static final Set<UnicodeScript> WITHOUT_BLANKS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** Prolongs a vowel, in Hiragana as in Katakana. */
    private static final int PROLONGED = 'ー';

    /** Letters that Unicode does not take apart, and what they are typed as where the keyboard has none. */
    private static final Map<Integer, String> PLAIN = Map.of(
            (int) 'ø', "o", (int) 'ł', "l", (int) 'đ', "d", (int) 'ð', "d", (int) 'ħ', "h", (int) 'ı', "i", (int) 'æ',
            "ae", (int) 'œ', "oe", (int) 'þ', "th", (int) 'ς', "σ");

    private final String text;
    private final List<Token> words = new ArrayList<>();
    private int letters;

    private Tokenizer(String text) {
        this.text = text;
    }

    /** The tokens in their order. */
    static List<Token> of(String text) {
        var reader = new Tokenizer(text);
        reader.read();
        return List.copyOf(reader.words);
    }

    private void read() {
        var at = 0;
        while (at < text.length() && words.size() < MOST_WORDS && letters < MOST_LETTERS) {
            var point = text.codePointAt(at);
            if (isWithoutBlanks(point)) {
                at = readPairs(at);
            } else if (isOfWord(point)) {
                at = readWord(at);
            } else {
                var end = at + Character.charCount(point);
                if (isSign(point)) {
                    add(text.substring(at, end), Kind.WHOLE, at, end);
                }
                at = end;
            }
        }
    }

    private int readWord(int start) {
        var end = start;
        var point = text.codePointAt(start);
        while ((isOfWord(point) || isInvisible(point)) && !isWithoutBlanks(point)) {
            end += Character.charCount(point);
            if (end == text.length()) {
                break;
            }
            point = text.codePointAt(end);
        }
        add(folded(text.substring(start, end)), Kind.WHOLE, start, end);
        return end;
    }

    private int readPairs(int start) {
        var at = start;
        while (true) {
            var next = at + Character.charCount(text.codePointAt(at));
            var first = compatible(text.substring(at, next));
            if (next == text.length() || !isWithoutBlanks(text.codePointAt(next)) || words.size() >= MOST_WORDS) {
                add(first, Kind.LAST, at, next);
                return next;
            }
            var end = next + Character.charCount(text.codePointAt(next));
            add(first + compatible(text.substring(next, end)), Kind.PAIR, at, end);
            at = next;
        }
    }

    private void add(String word, Kind kind, int start, int end) {
        if (!word.isEmpty()) {
            var length = word.offsetByCodePoints(0, Math.min(LONGEST_WORD, word.codePointCount(0, word.length())));
            words.add(new Token(word.substring(0, length), kind, start, end));
            letters += length;
        }
    }

    private static boolean isWithoutBlanks(int point) {
        return point == PROLONGED
                || (isOfWord(point) && WITHOUT_BLANKS.contains(UnicodeScript.of(point)) && !Character.isDigit(point));
    }

    private static boolean isOfWord(int point) {
        return Character.isLetterOrDigit(point) || isMark(point) || isNumber(point);
    }

    /** Such as raised, Roman and circled numbers. */
    private static boolean isNumber(int point) {
        var type = Character.getType(point);
        return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    private static boolean isMark(int point) {
        var type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Soft hyphens, joiners and the like stand within words without parting them. */
    private static boolean isInvisible(int point) {
        return Character.getType(point) == Character.FORMAT;
    }

    /** Emoji, currencies and other symbols are words of their own. */
    private static boolean isSign(int point) {
        var type = Character.getType(point);
        return point > 0x7F && (type == Character.OTHER_SYMBOL || type == Character.CURRENCY_SYMBOL);
    }

    private static String folded(String word) {
        var upper = Normalizer.normalize(word, Form.NFKD).toUpperCase(Locale.ROOT);
        var plain = new StringBuilder();
        upper.toLowerCase(Locale.ROOT).codePoints().filter(Tokenizer::isKept).forEach(point -> {
            var typed = PLAIN.get(point);
            if (typed == null) {
                plain.appendCodePoint(point);
            } else {
                plain.append(typed);
            }
        });
        return Normalizer.normalize(plain, Form.NFC);
    }

    /** Accents and vowel points go, the vowel signs of other scripts stay. */
    private static boolean isKept(int point) {
        if (!isOfWord(point)) {
            return false;
        }
        var script = UnicodeScript.of(point);
        return !isMark(point) || (script != UnicodeScript.INHERITED && script != UnicodeScript.HEBREW);
    }

    private static String compatible(String letter) {
        var plain = new StringBuilder();
        Normalizer.normalize(letter, Form.NFKC)
                .codePoints()
                .filter(Tokenizer::isOfWord)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
