-- Where a fold of a session's working memory may begin, under settings of this fingerprint.
CREATE TABLE IF NOT EXISTS working_memory (
    tenant           varbinary(768) NOT NULL,
    agent            varbinary(768) NOT NULL,
    session_id       varbinary(128) NOT NULL,
    settings         varbinary(256) NOT NULL,
    through          bigint NOT NULL,
    first_kept       bigint NOT NULL,
    summary_sequence bigint NOT NULL,
    kept_tokens      bigint NOT NULL,
    PRIMARY KEY (tenant, agent, session_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
