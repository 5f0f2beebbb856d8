-- An event's id is found at the one place in its session where its append would have put it, so its index only cost.
ALTER TABLE session_event DROP CONSTRAINT session_event_id;

-- Nor does a search by words need an index of its own, which the planner took for reading one session's messages.
DROP INDEX session_event_said;

DROP FUNCTION append_events;

-- The careful way to append the events of any number of sessions in one call, for when one of them has moved on: each
-- session is checked for itself. The first five arrays have an entry a session, the others an entry an event, session
-- after session. Answers in the order of the sessions, with the newest version and its position: of these events, also
-- when they were stored by an earlier call, or of what stands in their way.
CREATE FUNCTION append_events(
    of_shard integer,
    tenants text[],
    agents text[],
    session_ids text[],
    expected bigint[],
    counts integer[],
    event_ids text[],
    types text[],
    revisions integer[],
    payloads text[],
    metadatas text[],
    message_keys text[],
    times bigint[])
    RETURNS TABLE (stored boolean, version bigint, last_position bigint)
    LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
    reserved integer := cardinality(event_ids);
    head     bigint;
    first    integer := 1;
    last     integer;
    earlier  bigint;
BEGIN
    UPDATE shard_head SET position = position + reserved WHERE shard = of_shard RETURNING position - reserved INTO head;

    FOR i IN 1 .. cardinality(session_ids) LOOP
        last := first + counts[i] - 1;
        SELECT e.sequence, e.position INTO version, last_position
          FROM session_event e
         WHERE e.tenant = tenants[i] AND e.agent = agents[i] AND e.session_id = session_ids[i]
         ORDER BY e.sequence DESC LIMIT 1;
        version := coalesce(version, 0);
        last_position := coalesce(last_position, 0);
        stored := version = expected[i];

        IF stored THEN
            FOR j IN first .. last LOOP
                head := head + 1;
                version := version + 1;
                INSERT INTO session_event VALUES (
                    head, tenants[i], agents[i], session_ids[i], version, event_ids[j], types[j], revisions[j],
                    payloads[j], metadatas[j], message_keys[j], times[j]);
            END LOOP;
            last_position := head;
        ELSE
            SELECT e.position INTO earlier
              FROM session_event e
             WHERE e.tenant = tenants[i] AND e.agent = agents[i] AND e.session_id = session_ids[i]
               AND e.sequence = expected[i] + counts[i] AND e.event_id = event_ids[last];
            IF FOUND THEN
                stored := true;
                version := expected[i] + counts[i];
                last_position := earlier;
            END IF;
        END IF;
        RETURN NEXT;
        first := last + 1;
    END LOOP;

    UPDATE shard_head SET position = head WHERE shard = of_shard AND position <> head;
END
$$;
