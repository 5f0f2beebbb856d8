package dev.hector.recall;

import java.time.Instant;

/**
 * Where a memory comes from.
 *
 * @param id unique among the memories of an index: the position of the event that holds the text
 * @param sequence the place in the session; no two memories of a session share one
 * @param speaker a name where one is known, else the role ({@code user}, {@code assistant})
 * @param occurredAt when it was said; its date in UTC can be asked for
 */
public record Origin(long id, String sessionId, long sequence, String speaker, Instant occurredAt) {}
