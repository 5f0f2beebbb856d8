-- How far each projection has come. Whoever holds the row advances it.
CREATE TABLE projection_cursor (
    name     TEXT PRIMARY KEY,
    position INTEGER NOT NULL
);

-- Sessions that a projection passes over since the event at this sequence could not be applied.
CREATE TABLE parked_session (
    projection TEXT NOT NULL,
    tenant     TEXT NOT NULL,
    agent      TEXT NOT NULL,
    session_id TEXT NOT NULL,
    sequence   INTEGER NOT NULL,
    reason     TEXT NOT NULL,
    parked_at  INTEGER NOT NULL,
    PRIMARY KEY (projection, tenant, agent, session_id)
);
