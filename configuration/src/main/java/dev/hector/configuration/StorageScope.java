package dev.hector.configuration;

import java.util.Locale;

/** What an agent keeps beyond a conversation, and from where it is recalled. */
public enum StorageScope {
    /** What was said, for the same session. */
    SESSION,
    /** What was said, for all sessions of the same user. */
    CONVERSATIONAL,
    /** What was said, for all sessions of the agent. */
    ALL,
    /** Summaries instead of what was said, for all sessions of the same user. */
    SUMMARIES_ONLY;

    /** The lower-case name used in configuration files and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
