package dev.hector.memory;

import dev.hector.events.MessageAppended;
import dev.hector.events.memory.TokenCounter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Needs no model: the summary is the conversation's own most telling sentences, in their order, each with its speaker.
 * The same source always gives the same summary.
 *
 * <p>They are chosen by submodular maximisation under a budget after Hui Lin and Jeff Bilmes, "A Class of Submodular
 * Functions for Document Summarization" (ACL 2011), with the cost-scaled greedy algorithm of their "Multi-document
 * Summarization via Budgeted Maximization of Submodular Functions" (NAACL 2010), evaluated lazily after Minoux (1978).
 * What users state about themselves, names and numbers weigh more than questions, answers and small talk.
 */
final class ExtractiveSummariser implements Summariser {

    private static final String NAME = "extractive";
    private static final int SOURCE_TOKENS = 32_000;
    private static final int MOST_CHARACTERS_OF_A_SENTENCE = 400;

    private final TokenCounter counter;

    ExtractiveSummariser(TokenCounter counter) {
        this.counter = counter;
    }

    @Override
    public int sourceLimit(int budget) {
        return SOURCE_TOKENS;
    }

    @Override
    public SummaryText summarise(SummaryRequest request) {
        var sentences = sentences(request);
        var chosen = new ArrayList<>(new SentenceSelection(sentences).within(request.maxTokens()));
        var text = inOrder(chosen);
        while (chosen.size() > 1 && counter.count(text) > request.maxTokens()) {
            chosen.removeLast();
            text = inOrder(chosen);
        }
        return new SummaryText(text.isEmpty() ? clipped(sentences, request.maxTokens()) : text, NAME);
    }

    private List<Sentence> sentences(SummaryRequest request) {
        var found = new LinkedHashMap<String, Sentence>();
        request.earlier().ifPresent(text -> text.lines().forEach(line -> addLine(line, found)));
        for (MessageAppended message : request.messages()) {
            add(Speaker.of(message.role()), message.text(), found);
        }
        return List.copyOf(found.values());
    }

    private void addLine(String line, Map<String, Sentence> found) {
        var speaker = Speaker.ofLine(line);
        var said = line.startsWith(speaker.label())
                ? line.substring(speaker.label().length())
                : line;
        add(speaker, said, found);
    }

    private void add(Speaker speaker, String said, Map<String, Sentence> found) {
        for (var sentence : Excerpt.sentences(said)) {
            var text = Excerpt.of(sentence, MOST_CHARACTERS_OF_A_SENTENCE);
            found.compute(
                    speaker.label() + text,
                    (_, before) -> before == null ? sentence(found.size(), speaker, text) : before.saidAgain());
        }
    }

    private Sentence sentence(int place, Speaker speaker, String text) {
        return new Sentence(place, speaker, text, counter.count(speaker.label() + text + "\n"), 1);
    }

    private static String inOrder(List<Sentence> chosen) {
        var text = new StringBuilder();
        var sorted =
                chosen.stream().sorted(Comparator.comparingInt(Sentence::place)).toList();
        for (var i = 0; i < sorted.size(); i++) {
            var goesOn = i > 0 && sorted.get(i).speaker() == sorted.get(i - 1).speaker();
            text.append(i == 0 ? "" : goesOn ? " " : "\n");
            text.append(goesOn ? sorted.get(i).text() : sorted.get(i).line());
        }
        return text.toString();
    }

    /** Where not one whole sentence fits: the beginning and end of the most salient. */
    private String clipped(List<Sentence> sentences, int tokens) {
        return sentences.stream()
                .max(Comparator.comparingDouble(Salience::of))
                .map(sentence -> Excerpt.within(sentence.line(), tokens, counter))
                .orElse("");
    }
}
