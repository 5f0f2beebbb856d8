-- The head of the log. SQLite has one writer at a time, so positions become visible in their order.
CREATE TABLE shard_head (
    shard    INTEGER PRIMARY KEY,
    position INTEGER NOT NULL
);

INSERT INTO shard_head (shard, position) VALUES (0, 0);

CREATE TABLE session_event (
    position    INTEGER PRIMARY KEY,
    tenant      TEXT NOT NULL,
    agent       TEXT NOT NULL,
    session_id  TEXT NOT NULL,
    sequence    INTEGER NOT NULL,
    event_id    TEXT NOT NULL,
    type        TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    payload     TEXT NOT NULL,
    metadata    TEXT NOT NULL,
    message_key TEXT,
    occurred_at INTEGER NOT NULL,
    CONSTRAINT session_event_sequence UNIQUE (tenant, agent, session_id, sequence),
    CONSTRAINT session_event_id UNIQUE (event_id)
) STRICT;

CREATE UNIQUE INDEX session_event_key ON session_event (tenant, agent, session_id, message_key)
    WHERE message_key IS NOT NULL;

CREATE INDEX session_event_memory ON session_event (tenant, agent, session_id, sequence)
    WHERE type IN ('AgentConfigured', 'MemorySummarised');
