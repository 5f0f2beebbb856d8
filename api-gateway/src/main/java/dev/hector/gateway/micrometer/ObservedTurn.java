package dev.hector.gateway.micrometer;

import dev.hector.gateway.TurnWatch;
import dev.hector.models.ModelAnswer;
import dev.hector.models.micrometer.FailedOperation;
import dev.hector.models.micrometer.GenAi;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** One turn; what is done within it are children of its span. */
final class ObservedTurn implements TurnWatch.Watched {

    private static final String SEARCH = "search_memory";
    private static final String FAILED = "failed";

    private final String agent;
    private final Observation turn;
    private final ObservationRegistry observations;
    private final Runnable atEnd;

    ObservedTurn(String agent, Observation turn, ObservationRegistry observations, Runnable atEnd) {
        this.agent = agent;
        this.turn = turn;
        this.observations = observations;
        this.atEnd = atEnd;
    }

    @Override
    public void run(Runnable work) {
        try (var _ = turn.openScope()) {
            work.run();
        }
    }

    @Override
    public <T> T call(Callable<T> work) throws Exception {
        try (var _ = turn.openScope()) {
            return work.call();
        }
    }

    @Override
    public <T> List<T> recall(Supplier<List<T>> memories) {
        var search = Observation.createNotStarted("hector.recall", observations)
                .contextualName(SEARCH)
                .parentObservation(turn)
                .lowCardinalityKeyValue(GenAi.OPERATION, SEARCH)
                .lowCardinalityKeyValue(GenAi.AGENT, agent)
                .start();
        try (var _ = search.openScope()) {
            var found = memories.get();
            search.lowCardinalityKeyValue(GenAi.OUTCOME, GenAi.COMPLETED)
                    .highCardinalityKeyValue(GenAi.MEMORY_RECORDS, Integer.toString(found.size()));
            return found;
        } catch (RuntimeException failure) {
            search.lowCardinalityKeyValue(GenAi.OUTCOME, FAILED).error(new FailedOperation(FAILED));
            throw failure;
        } finally {
            search.stop();
        }
    }

    @Override
    public void answered(ModelAnswer answer) {
        var usage = answer.usage();
        turn.highCardinalityKeyValue(GenAi.RESPONSE_MODEL, answer.model())
                .highCardinalityKeyValue(GenAi.INPUT_TOKENS, Long.toString(usage.inputTokens()))
                .highCardinalityKeyValue(GenAi.OUTPUT_TOKENS, Long.toString(usage.outputTokens()));
    }

    @Override
    public void ended(Optional<String> failure) {
        atEnd.run();
        turn.lowCardinalityKeyValue(GenAi.OUTCOME, failure.orElse(GenAi.COMPLETED));
        failure.ifPresent(
                code -> turn.highCardinalityKeyValue(GenAi.ERROR, code).error(new FailedOperation(code)));
        turn.stop();
    }
}
