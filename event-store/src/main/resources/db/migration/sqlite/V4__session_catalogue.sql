-- What a list of sessions shows. A deleted session has no row.
CREATE TABLE session_catalogue (
    session       INTEGER PRIMARY KEY,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    message_count INTEGER NOT NULL,
    turn_count    INTEGER NOT NULL,
    ended_at      INTEGER,
    tenant        TEXT NOT NULL,
    agent         TEXT NOT NULL,
    user_id       TEXT NOT NULL,
    status        TEXT NOT NULL,
    end_reason    TEXT,
    title         TEXT,
    metadata      TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX session_catalogue_recent ON session_catalogue (tenant, agent, last_position DESC);

CREATE INDEX session_catalogue_of_user ON session_catalogue (tenant, agent, user_id, last_position DESC);
