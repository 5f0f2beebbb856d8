-- What a list of sessions shows. A deleted session has no row.
CREATE TABLE session_catalogue (
    tenant        text COLLATE "C" NOT NULL,
    agent         text COLLATE "C" NOT NULL,
    session_id    text COLLATE "C" NOT NULL,
    user_id       text COLLATE "C" NOT NULL,
    title         text,
    metadata      text NOT NULL,
    status        text COLLATE "C" NOT NULL,
    end_reason    text COLLATE "C",
    created_at    bigint NOT NULL,
    updated_at    bigint NOT NULL,
    ended_at      bigint,
    message_count bigint NOT NULL,
    turn_count    bigint NOT NULL,
    version       bigint NOT NULL,
    last_position bigint NOT NULL,
    PRIMARY KEY (tenant, agent, session_id)
);

CREATE INDEX session_catalogue_recent ON session_catalogue (tenant, agent, last_position DESC);

CREATE INDEX session_catalogue_of_user ON session_catalogue (tenant, agent, user_id, last_position DESC);
