-- How far each projection has come. Whoever holds the row advances it.
CREATE TABLE projection_cursor (
    name     text COLLATE "C" PRIMARY KEY,
    position bigint NOT NULL
) WITH (fillfactor = 10);

-- Sessions that a projection passes over since the event at this sequence could not be applied.
CREATE TABLE parked_session (
    projection text COLLATE "C" NOT NULL,
    session    bigint NOT NULL,
    sequence   bigint NOT NULL,
    parked_at  bigint NOT NULL,
    reason     text NOT NULL,
    PRIMARY KEY (projection, session)
);
