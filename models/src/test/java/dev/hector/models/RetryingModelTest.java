package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.events.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RetryingModelTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private final ModelException passing = ModelException.unavailable("failed (500)", null);
    private static final ModelAnswer ANSWER = new ModelAnswer("Teal.", new Usage(1, 1), "m", "stop");

    private final List<Duration> timeouts = new ArrayList<>();

    @Test
    void asksAgainUntilThereIsAnAnswer() {
        assertThat(ask(TIMEOUT, fails(), fails(), answers())).isEqualTo(ANSWER);
        assertThat(timeouts).hasSize(3);
    }

    @Test
    void neverAsksAgainOnceAChunkWasShown() {
        Attempt brokenAnswer = onChunk -> {
            onChunk.accept("Te");
            throw passing;
        };

        assertThatThrownBy(() -> ask(TIMEOUT, brokenAnswer, answers())).isSameAs(passing);
        assertThat(timeouts).hasSize(1);
    }

    @Test
    void givesEachAttemptWhatIsLeftOfOneTimeout() {
        ask(TIMEOUT, fails(), answers());

        assertThat(timeouts).allMatch(left -> left.compareTo(TIMEOUT) < 0);
        assertThat(timeouts.getLast()).isLessThan(timeouts.getFirst());
    }

    @Test
    void keepsToTheShorterTimeoutOfRequestAndModel() {
        ask(Duration.ofMillis(300), answers());
        ask(Duration.ofHours(1), answers());

        assertThat(timeouts.getFirst()).isLessThan(Duration.ofMillis(300));
        assertThat(timeouts.getLast()).isLessThan(TIMEOUT);
    }

    private interface Attempt {
        ModelAnswer answer(Consumer<String> onChunk);
    }

    private Attempt fails() {
        return _ -> {
            throw passing;
        };
    }

    private static Attempt answers() {
        return onChunk -> {
            onChunk.accept(ANSWER.text());
            return ANSWER;
        };
    }

    private ModelAnswer ask(Duration timeout, Attempt... attempts) {
        var policy = new RetryPolicy(5, Duration.ofMillis(2), Duration.ofMillis(4), new Random(1));
        return new RetryingModel(scripted(attempts), policy, TIMEOUT)
                .answer(new ModelRequest(List.of(), timeout), _ -> {});
    }

    private LanguageModel scripted(Attempt... attempts) {
        var script = new ArrayList<>(List.of(attempts));
        return new LanguageModel() {
            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public ModelAnswer answer(ModelRequest request, Consumer<String> onChunk) {
                timeouts.add(request.timeout());
                return script.removeFirst().answer(onChunk);
            }
        };
    }
}
