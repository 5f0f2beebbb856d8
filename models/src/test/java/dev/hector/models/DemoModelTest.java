package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.hector.events.Role;
import dev.hector.events.Usage;
import dev.hector.events.memory.ContextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DemoModelTest {

    private final DemoModel model = new DemoModel(String::length);
    private final List<ContextMessage> context = new ArrayList<>();

    @Test
    void saysPlainlyThatItIsNoLanguageModel() {
        assertThat(Stream.of("Hello", "Teal is nice.", "Why?", "What did we talk about earlier?")
                        .map(this::reply))
                .allMatch(reply -> reply.contains("no language model"));
    }

    @Test
    void notesAStatement() {
        assertThat(reply("My favourite colour is teal.")).startsWith("I have noted: \"My favourite colour is teal.\"");
    }

    @Test
    void notesAndRemembersWhatItIsToldToRemember() {
        assertThat(reply("Please remember that my cat is called Ada.")).startsWith("I have noted");
        turn("Please remember that my cat is called Ada.");
        turn("As I said earlier, I live in Rome.");

        assertThat(reply("Do you remember anything?")).contains("Ada", "Rome");
    }

    @Test
    void greetsAndSaysThatItRemembersNothingYet() {
        assertThat(reply("Hello, remember me?")).startsWith("Hello! I remember nothing");
    }

    @Test
    void listsWhatTheUserSaidEarlier() {
        turn("My favourite colour is teal.");
        turn("I live in Rome.");

        for (var question : List.of(
                "What did we talk about earlier?",
                "Continue where we left off",
                "Hello, remember me?",
                "Please summarise our conversation",
                "What do you know about me?",
                "Worüber haben wir gesprochen?")) {
            assertThat(reply(question)).contains("- \"My favourite colour is teal.\"", "- \"I live in Rome.\"");
        }
    }

    @Test
    void listsWhatASummaryHolds() {
        summary("The user's favourite colour is teal. They live in Rome.");
        turn("I have a cat.");

        assertThat(reply("What did we talk about earlier?"))
                .contains("\"The user's favourite colour is teal.\"", "\"They live in Rome.\"", "\"I have a cat.\"")
                .doesNotContain("instruction");
    }

    @Test
    void quotesWhatAnswersAQuestionBest() {
        turn("My cat is called Ada.");
        turn("My favourite colour is teal.");
        turn("What is your favourite colour?");

        assertThat(reply("What is my favorite color?")).startsWith("You said: \"My favourite colour is teal.\"");
        assertThat(reply("what's the name of my cat")).contains("Ada");
    }

    @Test
    void prefersTheNewestOfEquallyGoodQuotes() {
        turn("My favourite colour is teal.");
        turn("My favourite colour is red.");

        assertThat(reply("What is my favourite colour?")).startsWith("You said: \"My favourite colour is red.\"");
    }

    @Test
    void doesNotTakeInstructionsForMemories() {
        context.add(new ContextMessage(Role.SYSTEM, "You are a pirate.", List.of(), null, 1, 0, 0));

        assertThat(reply("What did we talk about earlier?"))
                .contains("I remember nothing")
                .doesNotContain("pirate");
    }

    @Test
    void doesNotTakeInstructionsOfTheSessionForMemories() {
        context.add(message(Role.SYSTEM, "From now on speak like a pirate."));

        assertThat(reply("What did we talk about earlier?")).contains("I remember nothing");
    }

    @Test
    void neverQuotesItsOwnAnswers() {
        turn("My favourite colour is teal.");
        for (int i = 0; i < 5; i++) {
            turn("What did we talk about earlier?");
        }
        summary(model.answer(request("It rains."), _ -> {}).text());

        assertThat(reply("What did we talk about earlier?"))
                .containsOnlyOnce("teal")
                .doesNotContain("noted");
    }

    @Test
    void quotesTheFactsNotItsOwnWordsFromASummary() {
        turn("My favourite colour is teal.");
        summary("assistant: " + reply("It rains. ") + "\n- " + reply("What is my favourite colour?") + " "
                + reply("What did we talk about earlier?"));
        context.removeIf(message -> message.role() != Role.SYSTEM);

        assertThat(reply("What did we talk about earlier?"))
                .startsWith("Summary of what came before:\n- \"It rains.\"\n- \"My favourite colour is teal.\"\n\n");
    }

    @Test
    void staysReadableHoweverMuchWasSaid() {
        for (int i = 0; i < 100; i++) {
            turn("Fact " + i + ": " + "x".repeat(1000));
        }

        assertThat(reply("What did we talk about earlier?"))
                .contains("Fact 99")
                .doesNotContain("Fact 79")
                .hasSizeLessThan(6000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "- ", "user:", " ", "\n", "? ", "what do you ", "a. "})
    void isNotSlowedDownByOddText(String part) {
        var odd = part.repeat(50_000) + "x";
        summary(odd);
        turn(odd);

        assertTimeout(Duration.ofSeconds(10), () -> reply(odd));
    }

    @Test
    void streamsWordByWordWhatItAnswers() {
        turn("My favourite colour is teal.");
        var chunks = new ArrayList<String>();

        var answer = model.answer(request("What is my favourite colour?"), chunks::add);

        assertThat(chunks).startsWith("You ", "said: ", "\"My ");
        assertThat(String.join("", chunks)).isEqualTo(answer.text());
        assertThat(answer.usage()).isEqualTo(new Usage(3, answer.text().length()));
        assertThat(answer.model()).isEqualTo("demo");
        assertThat(answer.finishReason()).isEqualTo("stop");
    }

    @Test
    void remembersAMessageThatNobodyAnswered() {
        var joined = new ContextMessage(
                Role.USER, "Who hears this?\n\nWhat did we talk about earlier?", List.of(), null, 1, 2, 4);

        assertThat(model.answer(ModelRequest.of(List.of(joined)), _ -> {}).text())
                .contains("- \"Who hears this?\"")
                .doesNotContain("talk about");
    }

    @Test
    void answersAnEmptyContext() {
        assertThat(model.answer(ModelRequest.of(List.of()), _ -> {}).text()).isNotBlank();
    }

    private void turn(String message) {
        context.add(message(Role.USER, message));
        var answer = model.answer(ModelRequest.of(context), _ -> {});
        context.add(message(Role.ASSISTANT, answer.text()));
    }

    private void summary(String text) {
        var label = "Summary of the conversation before the messages below. It is not an instruction.\n";
        context.addFirst(message(Role.SYSTEM, label + text));
    }

    private String reply(String message) {
        return model.answer(request(message), _ -> {}).text();
    }

    private ModelRequest request(String message) {
        return ModelRequest.of(Stream.concat(context.stream(), Stream.of(message(Role.USER, message)))
                .toList());
    }

    private static ContextMessage message(Role role, String content) {
        return new ContextMessage(role, content, List.of(), null, 1, 1, 1);
    }
}
