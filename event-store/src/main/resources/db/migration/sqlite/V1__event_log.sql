-- The head of the log. SQLite has one writer at a time, so positions become visible in their order.
CREATE TABLE shard_head (
    shard    INTEGER PRIMARY KEY,
    position INTEGER NOT NULL
);

INSERT INTO shard_head (shard, position) VALUES (0, 0);

-- A session's names, once. Its number, which stands for them everywhere else, is the position of its first event.
CREATE TABLE session (
    number     INTEGER PRIMARY KEY,
    tenant     TEXT NOT NULL,
    agent      TEXT NOT NULL,
    session_id TEXT NOT NULL,
    CONSTRAINT session_names UNIQUE (tenant, agent, session_id)
) STRICT;

-- payload and metadata are JSON in UTF-8, kept as the bytes they were written as and never written again. An event without
-- metadata has those of the event before it in its session: the events of one append have one cause. An event's id is the
-- ULID in it, as 16 bytes; it is found at the one place in its session where its append would have put it, so it needs no
-- index.
CREATE TABLE session_event (
    position    INTEGER PRIMARY KEY,
    session     INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    event_id    BLOB NOT NULL,
    revision    INTEGER NOT NULL,
    type        TEXT NOT NULL,
    message_key TEXT,
    payload     BLOB NOT NULL,
    metadata    BLOB,
    CONSTRAINT session_event_sequence UNIQUE (session, sequence)
) STRICT;

CREATE UNIQUE INDEX session_event_key ON session_event (session, message_key) WHERE message_key IS NOT NULL;

CREATE INDEX session_event_memory ON session_event (session, sequence)
    WHERE type IN ('AgentConfigured', 'MemorySummarised');

-- The log for people.
CREATE VIEW session_events AS
SELECT e.position, s.tenant, s.agent, s.session_id, e.sequence,
       'evt_' || (
           WITH RECURSIVE digits (digit, text) AS (
               SELECT 0, ''
                UNION ALL
               SELECT digit + 1, text || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (31 & ((
                          16 * instr('123456789ABCDEF', substr('00' || hex(e.event_id), (5 * digit + 6) / 4 + 1, 1))
                             + instr('123456789ABCDEF', substr('00' || hex(e.event_id), (5 * digit + 6) / 4 + 2, 1))
                          ) >> (3 - (5 * digit + 6) % 4))), 1)
                 FROM digits WHERE digit < 26)
           SELECT text FROM digits WHERE digit = 26) AS event_id,
       e.type, e.revision, CAST(e.payload AS TEXT) AS payload,
       CAST(coalesce(e.metadata, (
           SELECT c.metadata FROM session_event c
            WHERE c.session = e.session AND c.sequence < e.sequence AND c.metadata IS NOT NULL
            ORDER BY c.sequence DESC LIMIT 1)) AS TEXT) AS metadata,
       e.message_key,
       strftime('%Y-%m-%dT%H:%M:%S', e.occurred_at / 1000, 'unixepoch') || printf('.%03dZ', e.occurred_at % 1000)
           AS occurred_at
  FROM session_event e JOIN session s ON s.number = e.session;
