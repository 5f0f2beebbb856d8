-- Where a fold of a session's working memory may begin, under settings of this fingerprint.
CREATE TABLE working_memory (
    session          INTEGER PRIMARY KEY,
    through          INTEGER NOT NULL,
    first_kept       INTEGER NOT NULL,
    summary_sequence INTEGER NOT NULL,
    kept_tokens      INTEGER NOT NULL,
    settings         TEXT NOT NULL
) WITHOUT ROWID;
