package dev.hector.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.memory.TokenCounter;
import dev.hector.models.JtokkitTokenCounter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractiveSummariserTest {

    private static final TokenCounter COUNTER = new JtokkitTokenCounter();

    private static final List<String> FACTS = List.of(
            "My name is Ottilie Brandt.",
            "My favourite colour is teal.",
            "I am allergic to peanuts.",
            "We moved to Lisbon in 2019.",
            "My sister works as a vet in Graz.",
            "Please always answer in short sentences.",
            "The invoice number is 48213-B.",
            "I prefer tea over anything with caffeine.",
            "Our dog is called Bramble.",
            "My flight leaves on 14 March at 6:45.",
            "I have two children, Milo and Ada.",
            "The budget for the kitchen is 12,500 euros.",
            "I do not eat meat on weekdays.",
            "My doctor is Dr. Okafor.",
            "We are getting married next summer.");

    private final ExtractiveSummariser summariser = new ExtractiveSummariser(COUNTER);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void factsSurviveTwoHundredTurnsOfSmallTalk(long seed) {
        var summary = summarise(SmallTalk.with(FACTS, 200, true, seed), 800);

        assertThat(summary).contains(FACTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void factsThatWereAllToldAtFirstSurviveToo(long seed) {
        var summary = summarise(SmallTalk.with(FACTS, 200, false, seed), 800);

        assertThat(summary).contains(FACTS);
    }

    @Test
    void factsOfTheEarlierSummarySurvive() {
        var earlier = summarise(SmallTalk.with(FACTS, 200, true, 7), 800);
        var next = new SummaryRequest(Optional.of(earlier), SmallTalk.with(List.of(), 200, true, 8), 800);

        assertThat(summariser.summarise(next).text()).contains(FACTS);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 40, 100, 400})
    void summaryKeepsItsBudget(int tokens) {
        var summary = summarise(SmallTalk.with(FACTS, 60, true, 1), tokens);

        assertThat(summary).isNotBlank();
        assertThat(COUNTER.count(summary)).isLessThanOrEqualTo(tokens);
    }

    @Test
    void sentencesKeepTheirOrderAndTheirSpeaker() {
        var summary = summarise(
                List.of(
                        SmallTalk.said(Role.USER, "My favourite colour is teal. I live in Graz."),
                        SmallTalk.said(Role.ASSISTANT, "Graz has 300,000 inhabitants."),
                        SmallTalk.said(Role.TOOL, "population: 302,749"),
                        SmallTalk.said(Role.USER, "I work at the Opera.")),
                100);

        assertThat(summary).isEqualTo("""
            User: My favourite colour is teal. I live in Graz.
            Assistant: Graz has 300,000 inhabitants.
            Tool: population: 302,749
            User: I work at the Opera.\
            """);
    }

    @Test
    void sameSourceGivesTheSameSummary() {
        var messages = SmallTalk.with(FACTS, 100, true, 3);

        assertThat(summarise(messages, 300)).isEqualTo(summarise(messages, 300));
    }

    @Test
    void sentenceThatIsLongerThanTheBudgetIsClippedVisibly() {
        var summary = summarise(List.of(SmallTalk.said(Role.USER, "I count " + "sheep and ".repeat(300) + "owls")), 30);

        assertThat(summary).startsWith("User: I count sheep").contains("[…]").endsWith("owls");
        assertThat(COUNTER.count(summary)).isLessThanOrEqualTo(30);
    }

    @Test
    void nothingSaidIsNoSummary() {
        assertThat(summarise(List.of(SmallTalk.said(Role.ASSISTANT, " ")), 100)).isEmpty();
    }

    @Test
    void languagesWithoutSpacesHaveWordsToo() {
        var summary = summarise(List.of(SmallTalk.said(Role.USER, "私の好きな色は青緑です。")), 60);

        assertThat(summary).isEqualTo("User: 私の好きな色は青緑です。");
    }

    private String summarise(List<MessageAppended> messages, int tokens) {
        return summariser
                .summarise(new SummaryRequest(Optional.empty(), messages, tokens))
                .text();
    }
}
