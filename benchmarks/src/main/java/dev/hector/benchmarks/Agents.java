package dev.hector.benchmarks;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import java.util.List;
import java.util.Map;

/** The configuration under load: everything as it is by default, the demo model included. */
final class Agents {

    static final String NAME = "assistant";

    private Agents() {}

    static HectorConfig oneIn(SessionStoreConfig store) {
        return oneIn(store, MemorySettings.DEFAULT);
    }

    static HectorConfig oneIn(SessionStoreConfig store, MemorySettings memory) {
        var agent = new AgentConfig(NAME, null, "", store.name(), memory, null, List.of(), false);
        return new HectorConfig(Map.of(NAME, agent), Map.of(), Map.of(store.name(), store), SessionsConfig.DEFAULT);
    }

    /** Sessions that end with the process. */
    static HectorConfig oneInMemory(MemorySettings memory) {
        var agent = new AgentConfig(NAME, null, "", null, memory, null, List.of(), false);
        return new HectorConfig(Map.of(NAME, agent), Map.of(), Map.of(), SessionsConfig.DEFAULT);
    }

    /** The default, but for the strategy. */
    static MemorySettings remembering(Strategy strategy) {
        var usual = MemorySettings.DEFAULT;
        return new MemorySettings(strategy, usual.windowSize(), usual.budget(), usual.threshold(), usual.target());
    }
}
