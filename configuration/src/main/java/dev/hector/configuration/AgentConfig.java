package dev.hector.configuration;

import dev.hector.events.memory.MemorySettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent.
 *
 * @param llm key in {@code llms}; null is the demo model
 * @param sessionStore key in {@code session_stores}; null keeps sessions in memory
 * @param longterm null when long-term memory is off
 * @param reasoning true when {@code reasoning:} is present, even empty
 */
public record AgentConfig(
        String name,
        @Nullable String llm,
        String instructions,
        @Nullable String sessionStore,
        MemorySettings workingMemory,
        @Nullable LongTermConfig longterm,
        List<String> tools,
        boolean reasoning) {}
