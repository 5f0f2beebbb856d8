-- What may be searched for: messages of users and agents, and summaries. A deleted session has no rows. Their texts are
-- those of the events at the same positions; what is kept here are the words, as they are compared: cut, folded and
-- written in letters that no server leaves out of its index as too short or too common.
CREATE TABLE IF NOT EXISTS searched_text (
    position bigint PRIMARY KEY,
    session  bigint NOT NULL,
    said_at  bigint NOT NULL,
    tenant   varbinary(768) NOT NULL,
    agent    varbinary(768) NOT NULL,
    user_id  varbinary(768) NOT NULL,
    role     varbinary(16) NOT NULL,
    words    longtext CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    FULLTEXT INDEX searched_text_words (words)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
