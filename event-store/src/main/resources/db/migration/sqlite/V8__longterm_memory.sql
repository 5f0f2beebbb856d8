-- The newest stamp. Whoever changes a memory takes the next one and holds the row to the commit, so stamps become
-- visible in their order, and a reader that has seen stamp s has seen every change up to s.
CREATE TABLE memory_stamp (
    shard INTEGER PRIMARY KEY,
    stamp INTEGER NOT NULL
);

INSERT INTO memory_stamp (shard, stamp) VALUES (0, 0);

-- What agents with long-term memory keep of their events: messages, or summaries. A deleted session's rows stay without
-- their content, so that every reader hears of it. Those that are not due wait for the rest of their batch.
CREATE TABLE memory (
    view_name   TEXT NOT NULL,
    position    INTEGER NOT NULL,
    tenant      TEXT NOT NULL,
    agent       TEXT NOT NULL,
    session_id  TEXT NOT NULL,
    user_id     TEXT NOT NULL,
    sequence    INTEGER NOT NULL,
    memory_id   TEXT NOT NULL,
    message_id  TEXT,
    role        TEXT NOT NULL,
    speaker     TEXT,
    occurred_at INTEGER NOT NULL,
    content     TEXT NOT NULL,
    tokens      INTEGER NOT NULL,
    due         INTEGER NOT NULL,
    deleted     INTEGER NOT NULL,
    stamp       INTEGER NOT NULL,
    PRIMARY KEY (view_name, position)
);

CREATE INDEX memory_of_agent ON memory (view_name, tenant, agent, stamp, position);

CREATE INDEX memory_of_user ON memory (view_name, tenant, agent, user_id, stamp, position);

CREATE INDEX memory_of_session ON memory (view_name, tenant, agent, session_id, due, stamp, position);

CREATE INDEX memory_changed ON memory (view_name, agent, stamp, position);

-- Embeddings: 32-bit floats, little end first.
CREATE TABLE memory_vector (
    model     TEXT NOT NULL,
    position  INTEGER NOT NULL,
    embedding BLOB NOT NULL,
    PRIMARY KEY (model, position)
);

CREATE INDEX memory_vector_of ON memory_vector (position);

-- Which memories a process embeds just now. Others leave them alone until the time, in milliseconds since 1970, is over.
CREATE TABLE memory_claim (
    model         TEXT NOT NULL,
    position      INTEGER NOT NULL,
    owner         TEXT NOT NULL,
    claimed_until INTEGER NOT NULL,
    PRIMARY KEY (model, position)
);
