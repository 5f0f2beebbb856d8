-- How far each projection has come. Whoever holds the row advances it.
CREATE TABLE projection_cursor (
    name     text COLLATE "C" PRIMARY KEY,
    position bigint NOT NULL
);

-- Sessions that a projection passes over since the event at this sequence could not be applied.
CREATE TABLE parked_session (
    projection text COLLATE "C" NOT NULL,
    tenant     text COLLATE "C" NOT NULL,
    agent      text COLLATE "C" NOT NULL,
    session_id text COLLATE "C" NOT NULL,
    sequence   bigint NOT NULL,
    reason     text NOT NULL,
    parked_at  bigint NOT NULL,
    PRIMARY KEY (projection, tenant, agent, session_id)
);
