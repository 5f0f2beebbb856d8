-- The head of the log. Whoever appends holds the row to the commit, so positions become visible in their order.
CREATE TABLE shard_head (
    shard    integer PRIMARY KEY,
    position bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO shard_head (shard, position) VALUES (0, 0);

-- payload and metadata are text: they are read back byte for byte and never queried into, jsonb would parse them at
-- every append and refuse \u0000. Identifiers compare by their bytes, as they do in SQLite and in Java.
CREATE TABLE session_event (
    position    bigint PRIMARY KEY,
    tenant      text COLLATE "C" NOT NULL,
    agent       text COLLATE "C" NOT NULL,
    session_id  text COLLATE "C" NOT NULL,
    sequence    bigint NOT NULL,
    event_id    text COLLATE "C" NOT NULL,
    type        text COLLATE "C" NOT NULL,
    revision    integer NOT NULL,
    payload     text NOT NULL,
    metadata    text NOT NULL,
    message_key text COLLATE "C",
    occurred_at bigint NOT NULL,
    CONSTRAINT session_event_sequence UNIQUE (tenant, agent, session_id, sequence),
    CONSTRAINT session_event_id UNIQUE (event_id)
);

CREATE UNIQUE INDEX session_event_key ON session_event (tenant, agent, session_id, message_key)
    WHERE message_key IS NOT NULL;

CREATE INDEX session_event_memory ON session_event (tenant, agent, session_id, sequence)
    WHERE type IN ('AgentConfigured', 'MemorySummarised');

-- Appends the events of any number of sessions in one call. The first five arrays have an entry a session, the others
-- an entry an event, session after session. Answers in the order of the sessions, with the newest version and its
-- position: of these events, also when they were stored by an earlier call, or of what stands in their way.
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
    earlier  record;
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
            SELECT e.sequence, e.position INTO earlier
              FROM session_event e
             WHERE e.event_id = event_ids[last]
               AND e.tenant = tenants[i] AND e.agent = agents[i] AND e.session_id = session_ids[i];
            IF FOUND THEN
                stored := true;
                version := earlier.sequence;
                last_position := earlier.position;
            END IF;
        END IF;
        RETURN NEXT;
        first := last + 1;
    END LOOP;

    UPDATE shard_head SET position = head WHERE shard = of_shard AND position <> head;
END
$$;
