package dev.hector.events;

/**
 * A fact of a session, in the past tense. Stored as JSON under {@link EventJson#typeOf a type name and revision}, never
 * under a class name; a record's component is never renamed or repurposed, a missing fact is a new event.
 */
public sealed interface SessionEvent
        permits SessionCreated,
                AgentConfigured,
                MessageAppended,
                TurnStarted,
                MemoriesRecalled,
                TurnCompleted,
                TurnFailed,
                MemorySummarised,
                SessionEnded {}
