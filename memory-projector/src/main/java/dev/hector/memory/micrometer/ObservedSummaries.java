package dev.hector.memory.micrometer;

import dev.hector.events.SessionKey;
import dev.hector.memory.SummaryWatch;
import dev.hector.models.micrometer.FailedOperation;
import dev.hector.models.micrometer.GenAi;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/** Each summary is an observation, a span {@code create_memory} with the model's call as its child. */
final class ObservedSummaries implements SummaryWatch {

    private static final String CREATE = "create_memory";

    private final ObservationRegistry observations;

    ObservedSummaries(ObservationRegistry observations) {
        this.observations = observations;
    }

    @Override
    public Watched begun(SessionKey session) {
        var summary = Observation.createNotStarted("hector.summary", observations)
                .contextualName(CREATE)
                .lowCardinalityKeyValue(GenAi.OPERATION, CREATE)
                .lowCardinalityKeyValue(GenAi.AGENT, session.agent())
                .highCardinalityKeyValue(GenAi.CONVERSATION, session.sessionId())
                .start();
        return new ObservedSummary(summary, summary.openScope());
    }

    private static final class ObservedSummary implements Watched {

        private static final String OUTDATED = "outdated";
        private static final String FAILED = "failed";

        private final Observation summary;
        private final Observation.Scope scope;
        private String outcome = FAILED;

        ObservedSummary(Observation summary, Observation.Scope scope) {
            this.summary = summary;
            this.scope = scope;
        }

        @Override
        public void made(String model, boolean recorded) {
            outcome = recorded ? GenAi.COMPLETED : OUTDATED;
            summary.highCardinalityKeyValue(GenAi.RESPONSE_MODEL, model)
                    .highCardinalityKeyValue(GenAi.MEMORY_RECORDS, recorded ? "1" : "0");
        }

        @Override
        public void close() {
            if (outcome.equals(FAILED)) {
                summary.highCardinalityKeyValue(GenAi.ERROR, FAILED).error(new FailedOperation(FAILED));
            }
            scope.close();
            summary.lowCardinalityKeyValue(GenAi.OUTCOME, outcome).stop();
        }
    }
}
