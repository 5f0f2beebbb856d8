package dev.hector.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.events.Role;
import dev.hector.events.Usage;
import dev.hector.events.memory.ContextMessage;
import dev.hector.models.LanguageModel;
import dev.hector.models.ModelAnswer;
import dev.hector.models.ModelException;
import dev.hector.models.ModelRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ModelSummariserTest {

    private final List<ModelRequest> requests = new ArrayList<>();

    @Test
    void modelIsGivenTheEarlierSummaryAndTheMessages() throws SummaryFailedException {
        var summary = summarise(_ -> "Teal it is.", Optional.of("User: I live in Graz."), 100);

        assertThat(summary).isEqualTo(new SummaryText("Teal it is.", "test-model-1"));
        var messages = requests.getFirst().messages();
        assertThat(messages).extracting(ContextMessage::role).containsExactly(Role.SYSTEM, Role.USER);
        assertThat(messages.getLast().content())
                .contains("before:\nUser: I live in Graz.\n")
                .contains("Conversation:\nUser: My favourite colour is teal.\nAssistant: Noted.\n");
    }

    @Test
    void answerThatIsTooLongIsCutAfterASentence() throws SummaryFailedException {
        var summary = summarise(_ -> "One is here. Two is here. Three is here.", Optional.empty(), 7);

        assertThat(summary.text()).isEqualTo("One is here. Two is here.");
    }

    @Test
    void answerWithoutSentencesIsClippedVisibly() throws SummaryFailedException {
        var summary = summarise(_ -> Fixture.words(500), Optional.empty(), 40);

        assertThat(summary.text()).contains("[…]");
        assertThat(Fixture.COUNTER.count(summary.text())).isLessThanOrEqualTo(40);
    }

    @Test
    void failureOfTheModelIsAFailureOfTheSummary() {
        assertThatThrownBy(() -> summarise(
                        _ -> {
                            throw ModelException.timeout("silent for too long");
                        },
                        Optional.empty(),
                        100))
                .isInstanceOf(SummaryFailedException.class)
                .hasMessage("test-model: silent for too long");
    }

    @Test
    void sourceIsSeveralBudgetsLongButBounded() {
        var summariser = new ModelSummariser(model(_ -> ""), Fixture.COUNTER);

        assertThat(summariser.sourceLimit(4_000)).isEqualTo(16_000);
        assertThat(summariser.sourceLimit(1_000_000)).isEqualTo(32_000);
    }

    private SummaryText summarise(Function<ModelRequest, String> answer, Optional<String> earlier, int tokens)
            throws SummaryFailedException {
        var said = List.of(
                SmallTalk.said(Role.USER, "My favourite colour is teal."), SmallTalk.said(Role.ASSISTANT, "Noted."));
        return new ModelSummariser(model(answer), Fixture.COUNTER).summarise(new SummaryRequest(earlier, said, tokens));
    }

    private LanguageModel model(Function<ModelRequest, String> answer) {
        return new LanguageModel() {
            @Override
            public String name() {
                return "test-model";
            }

            @Override
            public ModelAnswer answer(ModelRequest request, Consumer<String> onChunk) {
                requests.add(request);
                return new ModelAnswer(answer.apply(request), new Usage(1, 1), "test-model-1", "stop");
            }
        };
    }
}
