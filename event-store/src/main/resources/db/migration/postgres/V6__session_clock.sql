-- When sessions that have not ended expire, and until when the owner of an open turn is believed to live.
CREATE TABLE session_clock (
    tenant           text COLLATE "C" NOT NULL,
    agent            text COLLATE "C" NOT NULL,
    session_id       text COLLATE "C" NOT NULL,
    created_at       bigint NOT NULL,
    last_activity_at bigint NOT NULL,
    turn_id          text COLLATE "C",
    turn_attempt     integer,
    turn_owner       text COLLATE "C",
    lease_until      bigint,
    PRIMARY KEY (tenant, agent, session_id)
);

CREATE INDEX session_clock_activity ON session_clock (last_activity_at);

CREATE INDEX session_clock_creation ON session_clock (created_at);

CREATE INDEX session_clock_lease ON session_clock (lease_until);
