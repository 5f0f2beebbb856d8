-- Where a fold of a session's working memory may begin, under settings of this fingerprint.
CREATE TABLE working_memory (
    tenant           text COLLATE "C" NOT NULL,
    agent            text COLLATE "C" NOT NULL,
    session_id       text COLLATE "C" NOT NULL,
    settings         text COLLATE "C" NOT NULL,
    through          bigint NOT NULL,
    first_kept       bigint NOT NULL,
    summary_sequence bigint NOT NULL,
    kept_tokens      bigint NOT NULL,
    PRIMARY KEY (tenant, agent, session_id)
);
