-- The newest state of an aggregate, so that loading a session does not depend on its length.
CREATE TABLE session_snapshot (
    session  INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    payload  TEXT NOT NULL
) WITHOUT ROWID;
