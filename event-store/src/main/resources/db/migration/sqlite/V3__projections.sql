-- How far each projection has come. Whoever holds the row advances it.
CREATE TABLE projection_cursor (
    name     TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) WITHOUT ROWID;

-- Sessions that a projection passes over since the event at this sequence could not be applied.
CREATE TABLE parked_session (
    projection TEXT NOT NULL,
    session    INTEGER NOT NULL,
    sequence   INTEGER NOT NULL,
    parked_at  INTEGER NOT NULL,
    reason     TEXT NOT NULL,
    PRIMARY KEY (projection, session)
) WITHOUT ROWID;
