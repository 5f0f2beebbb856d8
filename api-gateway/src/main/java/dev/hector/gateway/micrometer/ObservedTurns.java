package dev.hector.gateway.micrometer;

import dev.hector.gateway.TurnWatch;
import dev.hector.models.micrometer.GenAi;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Each turn is an observation, a span {@code invoke_agent {agent}} of the request that asked for it. */
final class ObservedTurns implements TurnWatch {

    private static final String DURATION = "gen_ai.invoke_agent.duration";
    private static final String INVOKE_AGENT = "invoke_agent";

    private final ObservationRegistry observations;
    private final MeterRegistry meters;
    private final AtomicInteger open = new AtomicInteger();

    ObservedTurns(ObservationRegistry observations, MeterRegistry meters) {
        this.observations = observations;
        this.meters = meters;
        Gauge.builder("hector.turns.open", open::get)
                .description("Turns that this process runs")
                .register(meters);
    }

    @Override
    public Watched begun(Turn turn) {
        meters.counter("hector.turns.started", GenAi.AGENT, turn.agent()).increment();
        open.incrementAndGet();
        var observation = Observation.createNotStarted(DURATION, observations)
                .contextualName(INVOKE_AGENT + " " + turn.agent())
                .lowCardinalityKeyValue(GenAi.OPERATION, INVOKE_AGENT)
                .lowCardinalityKeyValue(GenAi.AGENT, turn.agent())
                .lowCardinalityKeyValue(GenAi.provider(turn.llm()))
                .lowCardinalityKeyValue(GenAi.model(turn.llm()))
                .highCardinalityKeyValue(GenAi.CONVERSATION, turn.session())
                .highCardinalityKeyValue("hector.turn.id", turn.turn())
                .start();
        return new ObservedTurn(turn.agent(), observation, observations, open::decrementAndGet);
    }
}
