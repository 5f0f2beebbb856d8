package dev.hector.longterm;

import dev.hector.configuration.LongTermConfig;

/** What is kept of a session. */
enum View {

    /** What the user and the agent said. */
    MESSAGES("messages"),

    /** Its summaries, and at its end a last one. */
    SUMMARIES("summaries");

    private final String storedName;

    View(String storedName) {
        this.storedName = storedName;
    }

    static View of(LongTermConfig config) {
        return switch (config.storageScope()) {
            case SESSION, CONVERSATIONAL, ALL -> MESSAGES;
            case SUMMARIES_ONLY -> SUMMARIES;
        };
    }

    /** The name in rows and cursors; never changes. */
    String storedName() {
        return storedName;
    }

    View other() {
        return this == MESSAGES ? SUMMARIES : MESSAGES;
    }

    /** The name of the projection that fills this view for an agent. */
    String cursor(String agent) {
        return "longterm_" + storedName + ":" + agent;
    }
}
