package dev.hector.gateway.rest;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.LlmConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON that REST answers with about the server itself. */
final class ServerViews {

    private ServerViews() {}

    /** The configured agents. */
    record AgentList(List<AgentView> agents) {}

    /** An agent, as far as callers may know it. */
    record AgentView(
            String name,
            ModelView llm,
            @Nullable String sessionStore,
            WorkingMemorySettingsView workingMemory,
            @Nullable LongTermMemorySettingsView longtermMemory,
            List<String> tools,
            boolean reasoning) {

        static AgentView of(AgentConfig agent, LlmConfig llm) {
            var memory = agent.workingMemory();
            var longterm = agent.longterm();
            return new AgentView(
                    agent.name(),
                    new ModelView(llm.type().wireName(), llm.model()),
                    agent.sessionStore(),
                    new WorkingMemorySettingsView(memory.strategy().wireName(), memory.windowSize(), memory.budget()),
                    longterm == null
                            ? null
                            : new LongTermMemorySettingsView(
                                    longterm.storageScope().wireName()),
                    agent.tools(),
                    agent.reasoning());
        }
    }

    record ModelView(String type, @Nullable String model) {}

    record WorkingMemorySettingsView(String strategy, int windowSize, int budget) {}

    record LongTermMemorySettingsView(String storageScope) {}
}
