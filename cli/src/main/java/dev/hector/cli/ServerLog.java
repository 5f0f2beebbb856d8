package dev.hector.cli;

import org.slf4j.event.Level;

/**
 * How a server logs.
 *
 * @param level what is logged of libraries; our own notes are logged in any case
 */
record ServerLog(Level level, Format format) {

    /** A line for people, or a JSON document in the Elastic Common Schema. */
    enum Format {
        TEXT,
        JSON
    }

    static final ServerLog DEFAULT = new ServerLog(Level.WARN, Format.TEXT);
}
