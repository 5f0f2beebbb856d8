-- What a list of sessions shows. A deleted session has no row. Every turn changes a row, so pages keep room for its next
-- version, and what changes stands together.
CREATE TABLE session_catalogue (
    session       bigint PRIMARY KEY,
    created_at    bigint NOT NULL,
    updated_at    bigint NOT NULL,
    last_position bigint NOT NULL,
    version       bigint NOT NULL,
    message_count bigint NOT NULL,
    turn_count    bigint NOT NULL,
    ended_at      bigint,
    tenant        text COLLATE "C" NOT NULL,
    agent         text COLLATE "C" NOT NULL,
    user_id       text COLLATE "C" NOT NULL,
    status        text COLLATE "C" NOT NULL,
    end_reason    text COLLATE "C",
    title         text,
    metadata      text NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX session_catalogue_recent ON session_catalogue (tenant, agent, last_position DESC);

CREATE INDEX session_catalogue_of_user ON session_catalogue (tenant, agent, user_id, last_position DESC);
