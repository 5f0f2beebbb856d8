package dev.hector.wire;

import dev.hector.events.SessionKey;

/** Why a question has no answer. */
public sealed interface QueryRefusal {

    /** There is none, it was deleted, or it belongs to somebody else: the three cannot be told apart. */
    record SessionNotFound(SessionKey session) implements QueryRefusal {}

    /** The question itself is wrong; {@code problem} says what the field may be. */
    record InvalidRequest(String field, String problem) implements QueryRefusal {}

    /** The agent keeps no memories. */
    record LongTermMemoryOff(String agent) implements QueryRefusal {}
}
