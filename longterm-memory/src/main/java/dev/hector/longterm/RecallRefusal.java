package dev.hector.longterm;

import dev.hector.events.SessionKey;

/** Why a question has no answer. */
public sealed interface RecallRefusal {

    /** There is none, it was deleted, or it belongs to somebody else: the three cannot be told apart. */
    record SessionNotFound(SessionKey session) implements RecallRefusal {}

    /** The question itself is wrong; {@code problem} says what the field may be. */
    record InvalidRequest(String field, String problem) implements RecallRefusal {}

    /** The agent keeps no memories. */
    record LongTermMemoryOff(String agent) implements RecallRefusal {}
}
