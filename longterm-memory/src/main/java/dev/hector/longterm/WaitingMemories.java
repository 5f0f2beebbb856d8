package dev.hector.longterm;

import dev.hector.store.StoreUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many memories of each agent have no vector yet, whichever process gives them theirs. */
public final class WaitingMemories {

    private final RememberingAgents agents;

    WaitingMemories(RememberingAgents agents) {
        this.agents = agents;
    }

    /** By agent, without those whose store does not answer. */
    public Map<String, Long> byAgent() {
        var waiting = new LinkedHashMap<String, Long>();
        for (var memory : agents.all()) {
            try {
                waiting.put(memory.agent(), memory.waiting());
            } catch (StoreUnavailableException _) {
                waiting.remove(memory.agent());
            }
        }
        return waiting;
    }
}
