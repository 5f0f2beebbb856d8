package dev.hector.models.micrometer;

import dev.hector.configuration.LlmConfig;
import dev.hector.models.LanguageModel;
import dev.hector.models.ModelWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

/** Each call of a model is an observation, retries included. */
public final class ObservedModels implements ModelWatch {

    private final ObservationRegistry observations;
    private final MeterRegistry meters;

    public ObservedModels(ObservationRegistry observations, MeterRegistry meters) {
        this.observations = observations;
        this.meters = meters;
    }

    @Override
    public LanguageModel watched(LlmConfig llm, LanguageModel model) {
        return new ObservedModel(llm, model, observations, meters);
    }
}
