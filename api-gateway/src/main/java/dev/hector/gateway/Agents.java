package dev.hector.gateway;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LlmConfig;
import dev.hector.events.SessionKey;
import dev.hector.models.LanguageModel;
import dev.hector.proto.v1.AgentProfile;
import dev.hector.proto.v1.SessionRef;
import dev.hector.wire.ErrorCode;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;

/** The configured agents. */
public final class Agents {

    private final HectorConfig config;
    private final Function<String, LanguageModel> models;

    Agents(HectorConfig config, Function<String, LanguageModel> models) {
        this.config = config;
        this.models = models;
    }

    public Collection<AgentConfig> all() {
        return config.agents().values();
    }

    /** @throws RefusedException with {@code agent_not_found} */
    AgentConfig named(String name) {
        var agent = config.agents().get(name);
        if (agent == null) {
            throw Refusal.of(
                            ErrorCode.AGENT_NOT_FOUND,
                            "No agent of this name is configured. There are: "
                                    + String.join(", ", config.agents().keySet()) + ".")
                    .asException();
        }
        return agent;
    }

    public LlmConfig llm(AgentConfig agent) {
        var name = agent.llm();
        return name == null ? LlmConfig.DEMO : config.llms().getOrDefault(name, LlmConfig.DEMO);
    }

    LanguageModel model(AgentConfig agent) {
        return models.apply(agent.name());
    }

    Duration busyTimeout() {
        return config.sessions().busyTimeout();
    }

    AgentProfile profile(AgentConfig agent) {
        var memory = agent.workingMemory();
        return AgentProfile.newBuilder()
                .setModel(model(agent).name())
                .setInstructions(agent.instructions())
                .setStrategy(memory.strategy().wireName())
                .setWindowSize(memory.windowSize())
                .setBudget(memory.budget())
                .setThreshold(memory.threshold())
                .setTarget(memory.target())
                .build();
    }

    /** The session that a request names, for the user on whose behalf it comes. */
    SessionRef session(String agent, String sessionId, String user) {
        return SessionRef.newBuilder()
                .setTenant(SessionKey.DEFAULT_TENANT)
                .setAgent(named(agent).name())
                .setSessionId(Checks.sessionId(sessionId))
                .setUserId(user)
                .build();
    }
}
