-- Where a fold of a session's working memory may begin, under settings of this fingerprint.
CREATE TABLE working_memory (
    tenant           TEXT NOT NULL,
    agent            TEXT NOT NULL,
    session_id       TEXT NOT NULL,
    settings         TEXT NOT NULL,
    through          INTEGER NOT NULL,
    first_kept       INTEGER NOT NULL,
    summary_sequence INTEGER NOT NULL,
    kept_tokens      INTEGER NOT NULL,
    PRIMARY KEY (tenant, agent, session_id)
);
