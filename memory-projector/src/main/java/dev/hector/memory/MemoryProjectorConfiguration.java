package dev.hector.memory;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LlmConfig;
import dev.hector.configuration.ModelType;
import dev.hector.events.memory.TokenCounter;
import dev.hector.memory.grpc.GrpcSummaryRecorder;
import dev.hector.models.Models;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.store.SessionStores;
import dev.hector.store.projection.ProjectionRunners;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The memory projector. Needs a {@link HectorConfig}, {@link SessionStores}, {@link Models}, a {@link TokenCounter} and a
 * {@link SessionCommandsBlockingStub}; gives a running {@link MemoryProjector}. Its projections are run by
 * {@link ProjectionRunners}, where there are some.
 */
@Configuration(proxyBeanMethods = false)
public class MemoryProjectorConfiguration {

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    @Bean(initMethod = "start", destroyMethod = "close")
    MemoryProjector memoryProjector(
            HectorConfig config,
            SessionStores stores,
            SessionCommandsBlockingStub commands,
            Models models,
            TokenCounter counter,
            ObjectProvider<ProjectionRunners> runners,
            ObjectProvider<SummaryWatch> watch) {
        var summaries = new WhenMemoryOverThresholdThenSummarise(
                stores,
                config,
                summarisers(config, models, counter),
                new GrpcSummaryRecorder(commands),
                counter,
                PAUSE_AFTER_FAILURE,
                watch.getIfAvailable(() -> SummaryWatch.NONE));
        return new MemoryProjector(stores, runners.getIfAvailable(() -> ProjectionRunners.FOLLOWING), summaries);
    }

    /** An agent's own model makes its summaries; without one they are extracts. */
    static Function<AgentConfig, Summariser> summarisers(HectorConfig config, Models models, TokenCounter counter) {
        var extractive = new ExtractiveSummariser(counter);
        return agent ->
                hasModel(config, agent) ? new ModelSummariser(models.forAgent(agent.name()), counter) : extractive;
    }

    private static boolean hasModel(HectorConfig config, AgentConfig agent) {
        @Nullable LlmConfig llm = agent.llm() == null ? null : config.llms().get(agent.llm());
        return llm != null && llm.type() != ModelType.DEMO;
    }
}
