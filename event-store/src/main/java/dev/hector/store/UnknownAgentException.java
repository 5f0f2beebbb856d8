package dev.hector.store;

import java.util.Collection;

/** The configuration has no agent of this name. */
public final class UnknownAgentException extends RuntimeException {

    private final String agent;

    public UnknownAgentException(String agent, Collection<String> known) {
        super("There is no agent '" + agent + "'; configured are: " + String.join(", ", known));
        this.agent = agent;
    }

    public String agent() {
        return agent;
    }
}
