package dev.hector.models.micrometer;

import dev.hector.configuration.LlmConfig;
import dev.hector.models.LanguageModel;
import dev.hector.models.ModelAnswer;
import dev.hector.models.ModelException;
import dev.hector.models.ModelRequest;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A model whose calls are spans {@code chat {model}} and count tokens and time. */
final class ObservedModel implements LanguageModel {

    private static final String DURATION = "gen_ai.client.operation.duration";
    private static final String CHAT = "chat";
    private static final String UNEXPECTED = "_OTHER";

    private final LlmConfig llm;
    private final LanguageModel model;
    private final ObservationRegistry observations;
    private final KeyValues known;
    private final Timer firstChunk;
    private final DistributionSummary inputTokens;
    private final DistributionSummary outputTokens;

    ObservedModel(LlmConfig llm, LanguageModel model, ObservationRegistry observations, MeterRegistry meters) {
        this.llm = llm;
        this.model = model;
        this.observations = observations;
        this.known = KeyValues.of(GenAi.OPERATION, CHAT).and(GenAi.provider(llm), GenAi.model(llm));
        var tags = known.stream()
                .map(each -> Tag.of(each.getKey(), each.getValue()))
                .toList();
        this.firstChunk = Timer.builder("gen_ai.client.operation.time_to_first_chunk")
                .description("From the request to the first chunk of its answer")
                .tags(tags)
                .register(meters);
        this.inputTokens = tokens("input", tags, meters);
        this.outputTokens = tokens("output", tags, meters);
    }

    private static DistributionSummary tokens(String type, List<Tag> tags, MeterRegistry meters) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of requests and answers")
                .tags(tags)
                .tag("gen_ai.token.type", type)
                .register(meters);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public boolean answersAtOnce() {
        return model.answersAtOnce();
    }

    @Override
    public ModelAnswer answer(ModelRequest request, Consumer<String> onChunk) {
        var observation = Observation.createNotStarted(DURATION, ObservedModel::call, observations)
                .contextualName(CHAT + " " + GenAi.modelName(llm))
                .lowCardinalityKeyValues(known)
                .start();
        try (var _ = observation.openScope()) {
            var answer = model.answer(request, timed(onChunk));
            answered(observation, answer);
            return answer;
        } catch (ModelException failure) {
            failed(observation, failure.code());
            throw failure;
        } catch (RuntimeException | Error defect) {
            failed(observation, UNEXPECTED);
            throw defect;
        } finally {
            observation.stop();
        }
    }

    /** A call of something outside; what goes along with it is the model's own business. */
    private static Observation.Context call() {
        var call = new SenderContext<Boolean>((_, _, _) -> {}, Kind.CLIENT);
        call.setCarrier(true);
        return call;
    }

    private Consumer<String> timed(Consumer<String> onChunk) {
        var began = System.nanoTime();
        var shown = new AtomicBoolean();
        return chunk -> {
            if (!shown.getAndSet(true)) {
                firstChunk.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            }
            onChunk.accept(chunk);
        };
    }

    private void answered(Observation observation, ModelAnswer answer) {
        var usage = answer.usage();
        inputTokens.record(usage.inputTokens());
        outputTokens.record(usage.outputTokens());
        observation
                .lowCardinalityKeyValue(GenAi.OUTCOME, GenAi.COMPLETED)
                .highCardinalityKeyValue(GenAi.RESPONSE_MODEL, answer.model())
                .highCardinalityKeyValue("gen_ai.response.finish_reasons", answer.finishReason())
                .highCardinalityKeyValue(GenAi.INPUT_TOKENS, Long.toString(usage.inputTokens()))
                .highCardinalityKeyValue(GenAi.OUTPUT_TOKENS, Long.toString(usage.outputTokens()));
    }

    private static void failed(Observation observation, String code) {
        observation
                .lowCardinalityKeyValue(GenAi.OUTCOME, code)
                .highCardinalityKeyValue(GenAi.ERROR, code)
                .error(new FailedOperation(code));
    }
}
