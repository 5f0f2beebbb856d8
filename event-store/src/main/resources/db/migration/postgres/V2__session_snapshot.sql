-- The newest state of an aggregate, so that loading a session does not depend on its length.
CREATE TABLE session_snapshot (
    tenant         text COLLATE "C" NOT NULL,
    agent          text COLLATE "C" NOT NULL,
    session_id     text COLLATE "C" NOT NULL,
    aggregate_type text COLLATE "C" NOT NULL,
    sequence       bigint NOT NULL,
    revision       integer NOT NULL,
    payload        text NOT NULL,
    PRIMARY KEY (tenant, agent, session_id)
);
