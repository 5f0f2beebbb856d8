package dev.hector.memory;

import dev.hector.events.MemorySummarised;
import dev.hector.events.SessionKey;

/** Where summaries become facts. */
public interface SummaryRecorder {

    /**
     * True when the summary is recorded; false when the session has ended or was summarised otherwise meanwhile.
     *
     * @param summarisedThrough what the session was summarised through when this summary was begun
     * @throws SummaryFailedException when that is not known, or cannot be done now
     */
    boolean record(SessionKey session, MemorySummarised summary, long summarisedThrough) throws SummaryFailedException;
}
