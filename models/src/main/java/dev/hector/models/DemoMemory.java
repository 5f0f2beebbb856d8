package dev.hector.models;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.hector.events.Role;
import dev.hector.events.memory.ContextMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the demo model finds in its context; it looks only when it is asked.
 *
 * @param message what to answer; empty when nobody said anything
 * @param earlier what the user said before that, oldest first
 */
record DemoMemory(String message, List<String> earlier, List<ContextMessage> context) {

    static final String DISCLAIMER =
            "(This is the demo: no language model, it only quotes what this session remembers.)";

    private static final int LONGEST_QUOTE = 200;
    private static final int MOST_QUOTES = 20;
    private static final String NOTED = "I have noted:";
    private static final String YOU_SAID = "You said:";
    private static final String SO_FAR = "In this session you said:";
    private static final String SUMMARY = "Summary of what came before:";
    private static final String RECALLED = "From long-term memory:";
    private static final String NOTHING = "I remember nothing from before in this session.";

    /** How a message begins that quotes long-term memory, a JSON object a line. */
    private static final Pattern RECALL = Pattern.compile("^Recalled from long-term memory\\b.*\\R");

    /** What working memory puts before a summary's text. */
    private static final Pattern LABEL = Pattern.compile("^Summary of the conversation\\b.*\\R");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?]\"?)\\s+|\\R");
    private static final Pattern OWN_WORDS = Pattern.compile(
            "\\G\\s*([-*•]\\s|user:|assistant:|%s|%s|%s|%s|%s|%s|Hello!|\")|\"$"
                    .formatted(NOTED, YOU_SAID, SO_FAR, SUMMARY, RECALLED, NOTHING),
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> STOP_WORDS = Set.of(
            ("a about am an and are at be been but by can could did do does for from had has have he her his how i if"
                + " in is it its me my of on or our please she so tell that the their them then there they this to us"
                + " was we were what when where which who whom whose why will with would you your")
                    .split(" "));

    static DemoMemory of(List<ContextMessage> context) {
        var byUser = context.stream()
                .filter(message -> message.role() == Role.USER)
                .flatMap(DemoMemory::parts)
                .toList();
        var earlier = byUser.isEmpty() ? byUser : byUser.subList(0, byUser.size() - 1);
        return new DemoMemory(byUser.isEmpty() ? "" : byUser.getLast(), earlier, context);
    }

    /** Of what came before the messages, sentence by sentence. */
    private List<String> summaries() {
        return context.stream()
                .filter(message -> standsForEvents(message) && isSummary(message))
                .map(ContextMessage::content)
                .flatMap(DemoMemory::facts)
                .distinct()
                .toList();
    }

    /** Of other conversations, or of what this one no longer holds: what people said and not what was answered. */
    private List<String> recalled() {
        return context.stream()
                .filter(message -> standsForEvents(message) && isRecall(message))
                .map(message -> RECALL.matcher(message.content()).replaceFirst(""))
                .flatMap(String::lines)
                .flatMap(line -> RecalledLine.saidByPeople(line).stream())
                .flatMap(DemoMemory::facts)
                .distinct()
                .toList();
    }

    /** Apart, so that who recalls nothing loads no parser. */
    private static final class RecalledLine {

        private static final JsonMapper JSON = JsonMapper.shared();

        static Optional<String> saidByPeople(String line) {
            var memory = JSON.readTree(line);
            return memory.path("from").asString("").equals("assistant")
                    ? Optional.empty()
                    : Optional.of(memory.path("text").asString(""));
        }
    }

    private static boolean isSummary(ContextMessage message) {
        return LABEL.matcher(message.content()).find();
    }

    private static boolean isRecall(ContextMessage message) {
        return RECALL.matcher(message.content()).find();
    }

    /** By the user, without questions about the memory itself. */
    private List<String> said() {
        return earlier.stream().filter(said -> !DemoModel.asksForMemory(said)).toList();
    }

    /** Messages that nobody answered stand joined before the one that is to be answered. */
    private static Stream<String> parts(ContextMessage message) {
        return message.fromSequence() == message.toSequence()
                ? Stream.of(message.content())
                : Stream.of(message.content().split("\n\n"));
    }

    /** The agent's own instructions stand for no event. */
    private static boolean standsForEvents(ContextMessage message) {
        return message.role() == Role.SYSTEM && message.fromSequence() > 0;
    }

    /** A summary may hold what this model answered; to quote its own words again would never end. */
    private static Stream<String> facts(String summary) {
        return SENTENCE_END
                .splitAsStream(LABEL.matcher(summary).replaceFirst("").replace(DISCLAIMER, "\n"))
                .map(sentence -> OWN_WORDS.matcher(sentence).replaceAll("").strip())
                .filter(fact -> !fact.isEmpty() && !DemoModel.asksForMemory(fact));
    }

    static String noted(String message) {
        return NOTED + " " + quoted(message);
    }

    /** Everything remembered, the newest last. */
    String everything() {
        var said = said();
        var summaries = summaries();
        var recalled = recalled();
        if (said.isEmpty() && summaries.isEmpty() && recalled.isEmpty()) {
            return NOTHING;
        }
        var newest = said.subList(Math.max(0, said.size() - MOST_QUOTES), said.size());
        return Stream.of(list(RECALLED, recalled), list(SUMMARY, summaries), list(SO_FAR, newest))
                .filter(list -> !list.isEmpty())
                .collect(joining("\n"));
    }

    private static String list(String heading, List<String> quotes) {
        return quotes.isEmpty()
                ? ""
                : heading + quotes.stream().map(quote -> "\n- " + quoted(quote)).collect(joining());
    }

    /** What was said that shares the most words with the message; the newest of those that share equally many. */
    Optional<String> bestMatch() {
        var asked = words(message);
        var known = Stream.of(recalled(), summaries(), said())
                .flatMap(List::stream)
                .filter(said -> !DemoModel.asks(said))
                .toList();
        return IntStream.range(0, known.size())
                .boxed()
                .filter(i -> shared(asked, known.get(i)) > 0)
                .max(Comparator.comparingLong((Integer i) -> shared(asked, known.get(i)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(i -> YOU_SAID + " " + quoted(known.get(i)));
    }

    private static long shared(Set<String> asked, String said) {
        return words(said).stream().filter(asked::contains).count();
    }

    /** Lower case, without plural s and without the difference between colour and color. */
    private static Set<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty() && !STOP_WORDS.contains(word))
                .map(word -> word.replace("our", "or").replaceFirst("(?<=...)s$", ""))
                .collect(toSet());
    }

    private static String quoted(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return '"' + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line) + '"';
    }
}
