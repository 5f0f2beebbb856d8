package dev.hector.models;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LlmConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.models.langchain4j.LangChain4jModel;
import dev.hector.models.langchain4j.LangChain4jModel.Limits;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The language models of a configuration, one per entry of {@code llms}, built when first needed. */
public final class Models {

    private final HectorConfig config;
    private final TokenCounter counter;
    private final ModelWatch watch;
    private final Map<LlmConfig, LanguageModel> built = new ConcurrentHashMap<>();

    private Models(HectorConfig config, TokenCounter counter, ModelWatch watch) {
        this.config = config;
        this.counter = counter;
        this.watch = watch;
    }

    /**
     * Checks every model that an agent uses, without calling it.
     *
     * @throws IllegalArgumentException when one cannot be called as configured; the message names the key to mend
     */
    public static Models of(HectorConfig config, TokenCounter counter) {
        return of(config, counter, ModelWatch.NONE);
    }

    /** The same, with somebody who sees the calls. */
    public static Models of(HectorConfig config, TokenCounter counter, ModelWatch watch) {
        for (var agent : config.agents().values()) {
            LlmChecks.check(llmOf(agent, config));
        }
        return new Models(config, counter, watch);
    }

    /**
     * The model of this agent; the same instance for agents that share one.
     *
     * @throws IllegalArgumentException when there is no such agent
     */
    public LanguageModel forAgent(String agent) {
        var llm = llmOf(agentNamed(agent), config);
        return built.computeIfAbsent(llm, _ -> watch.watched(llm, build(llm, counter)));
    }

    private AgentConfig agentNamed(String name) {
        @Nullable AgentConfig agent = config.agents().get(name);
        if (agent == null) {
            throw new IllegalArgumentException("there is no agent '" + name + "'");
        }
        return agent;
    }

    private static LlmConfig llmOf(AgentConfig agent, HectorConfig config) {
        if (agent.llm() == null) {
            return LlmConfig.DEMO;
        }
        @Nullable LlmConfig llm = config.llms().get(agent.llm());
        if (llm == null) {
            throw new IllegalArgumentException(
                    "agents.%s.llm is '%s', which is not under llms".formatted(agent.name(), agent.llm()));
        }
        return llm;
    }

    private static LanguageModel build(LlmConfig llm, TokenCounter counter) {
        return switch (llm.type()) {
            case DEMO -> new DemoModel(counter);
            case OPENAI, ANTHROPIC, GEMINI, OLLAMA ->
                new RetryingModel(
                        new LangChain4jModel(llm, counter, Limits.DEFAULT, InstantSource.system()),
                        RetryPolicy.standard(),
                        llm.timeout());
        };
    }
}
