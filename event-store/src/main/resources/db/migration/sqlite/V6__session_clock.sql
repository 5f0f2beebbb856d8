-- When sessions that have not ended expire, and until when the owner of an open turn is believed to live.
CREATE TABLE session_clock (
    tenant           TEXT NOT NULL,
    agent            TEXT NOT NULL,
    session_id       TEXT NOT NULL,
    created_at       INTEGER NOT NULL,
    last_activity_at INTEGER NOT NULL,
    turn_id          TEXT,
    turn_attempt     INTEGER,
    turn_owner       TEXT,
    lease_until      INTEGER,
    PRIMARY KEY (tenant, agent, session_id)
);

CREATE INDEX session_clock_activity ON session_clock (last_activity_at);

CREATE INDEX session_clock_creation ON session_clock (created_at);

CREATE INDEX session_clock_lease ON session_clock (lease_until);
