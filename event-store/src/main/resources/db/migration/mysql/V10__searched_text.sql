-- What may be searched for: messages of users and agents, and summaries. A deleted session has no rows. Their texts are
-- those of the events at the same positions; what is kept here are the words, as they are compared: cut, folded and
-- written in letters that no server leaves out of its index as too short or too common.
CREATE TABLE IF NOT EXISTS searched_text (
    position   bigint PRIMARY KEY,
    tenant     varbinary(768) NOT NULL,
    agent      varbinary(768) NOT NULL,
    session_id varbinary(128) NOT NULL,
    user_id    varbinary(768) NOT NULL,
    role       varbinary(16) NOT NULL,
    said_at    bigint NOT NULL,
    words      longtext CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    INDEX searched_text_of_session (tenant, agent, session_id),
    FULLTEXT INDEX searched_text_words (words)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- Not every server knows DROP INDEX IF EXISTS.
SET @dropped = (
    SELECT if(count(*) > 0, 'ALTER TABLE session_event DROP INDEX session_event_said', 'DO 0')
      FROM information_schema.statistics
     WHERE table_schema = database() AND table_name = 'session_event' AND index_name = 'session_event_said');
PREPARE dropping FROM @dropped;
EXECUTE dropping;
DEALLOCATE PREPARE dropping;
