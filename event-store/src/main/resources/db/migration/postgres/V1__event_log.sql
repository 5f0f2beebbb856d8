-- The head of the log. Whoever appends holds the row to the commit, so positions become visible in their order.
CREATE TABLE shard_head (
    shard    integer PRIMARY KEY,
    position bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO shard_head (shard, position) VALUES (0, 0);

-- A session's names, once. Its number, which stands for them everywhere else, is the position of its first event, so that
-- whoever holds the head has a free one. Identifiers compare by their bytes, as they do in SQLite and in Java.
CREATE TABLE session (
    number     bigint PRIMARY KEY,
    tenant     text COLLATE "C" NOT NULL,
    agent      text COLLATE "C" NOT NULL,
    session_id text COLLATE "C" NOT NULL,
    CONSTRAINT session_names UNIQUE (tenant, agent, session_id)
);

-- payload and metadata are JSON in UTF-8, kept as the bytes they were written as and never written again. An event without
-- metadata has those of the event before it in its session: the events of one append have one cause. An event's id is the
-- ULID in it; it is found at the one place in its session where its append would have put it, so it needs no index.
CREATE TABLE session_event (
    position    bigint PRIMARY KEY,
    session     bigint NOT NULL,
    sequence    bigint NOT NULL,
    occurred_at bigint NOT NULL,
    event_id    uuid NOT NULL,
    revision    smallint NOT NULL,
    type        text COLLATE "C" NOT NULL,
    message_key text COLLATE "C",
    payload     bytea NOT NULL,
    metadata    bytea,
    CONSTRAINT session_event_sequence UNIQUE (session, sequence)
);

CREATE UNIQUE INDEX session_event_key ON session_event (session, message_key) WHERE message_key IS NOT NULL;

CREATE INDEX session_event_memory ON session_event (session, sequence)
    WHERE type IN ('AgentConfigured', 'MemorySummarised');

-- The log for people.
CREATE VIEW session_events AS
SELECT e.position, s.tenant, s.agent, s.session_id, e.sequence,
       (SELECT 'evt_' || string_agg(
                   substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + substr(id.bits, 5 * digit + 1, 5)::bit(5)::integer, 1), ''
                   ORDER BY digit)
          FROM generate_series(0, 25) AS digit,
               (SELECT '00' || ('x' || replace(e.event_id::text, '-', ''))::bit(128)::text AS bits) AS id) AS event_id,
       e.type, e.revision, convert_from(e.payload, 'UTF8') AS payload,
       convert_from(coalesce(e.metadata, (
           SELECT c.metadata FROM session_event c
            WHERE c.session = e.session AND c.sequence < e.sequence AND c.metadata IS NOT NULL
            ORDER BY c.sequence DESC LIMIT 1)), 'UTF8') AS metadata,
       e.message_key,
       to_char(to_timestamp(e.occurred_at / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS occurred_at
  FROM session_event e JOIN session s ON s.number = e.session;

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
    event_ids uuid[],
    types text[],
    revisions integer[],
    payloads bytea[],
    metadatas bytea[],
    message_keys text[],
    times bigint[])
    RETURNS TABLE (stored boolean, version bigint, last_position bigint)
    LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
    reserved   integer := cardinality(event_ids);
    head       bigint;
    first      integer := 1;
    last       integer;
    of_session bigint;
    earlier    bigint;
BEGIN
    UPDATE shard_head SET position = position + reserved WHERE shard = of_shard RETURNING position - reserved INTO head;

    FOR i IN 1 .. cardinality(session_ids) LOOP
        last := first + counts[i] - 1;
        SELECT s.number INTO of_session
          FROM session s
         WHERE s.tenant = tenants[i] AND s.agent = agents[i] AND s.session_id = session_ids[i];
        SELECT e.sequence, e.position INTO version, last_position
          FROM session_event e
         WHERE e.session = of_session
         ORDER BY e.sequence DESC LIMIT 1;
        version := coalesce(version, 0);
        last_position := coalesce(last_position, 0);
        stored := version = expected[i];

        IF stored THEN
            IF of_session IS NULL THEN
                of_session := head + 1;
                INSERT INTO session (number, tenant, agent, session_id)
                VALUES (of_session, tenants[i], agents[i], session_ids[i]);
            END IF;
            FOR j IN first .. last LOOP
                head := head + 1;
                version := version + 1;
                INSERT INTO session_event (position, session, sequence, occurred_at, event_id, revision, type, message_key,
                                           payload, metadata)
                VALUES (head, of_session, version, times[j], event_ids[j], revisions[j], types[j], message_keys[j],
                        payloads[j], metadatas[j]);
            END LOOP;
            last_position := head;
        ELSE
            SELECT e.position INTO earlier
              FROM session_event e
             WHERE e.session = of_session AND e.sequence = expected[i] + counts[i] AND e.event_id = event_ids[last];
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
