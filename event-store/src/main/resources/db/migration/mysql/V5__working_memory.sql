-- Where a fold of a session's working memory may begin, under settings of this fingerprint.
CREATE TABLE IF NOT EXISTS working_memory (
    session          bigint PRIMARY KEY,
    through          bigint NOT NULL,
    first_kept       bigint NOT NULL,
    summary_sequence bigint NOT NULL,
    kept_tokens      bigint NOT NULL,
    settings         varbinary(256) NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
