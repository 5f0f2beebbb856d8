-- The newest state of an aggregate, so that loading a session does not depend on its length.
CREATE TABLE session_snapshot (
    tenant         TEXT NOT NULL,
    agent          TEXT NOT NULL,
    session_id     TEXT NOT NULL,
    aggregate_type TEXT NOT NULL,
    sequence       INTEGER NOT NULL,
    revision       INTEGER NOT NULL,
    payload        TEXT NOT NULL,
    PRIMARY KEY (tenant, agent, session_id)
);
