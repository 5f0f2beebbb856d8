-- MySQL commits before and after each statement that changes the schema, so a migration that was broken off is run again
-- from its beginning: every statement here may find its work done.

-- Identifiers are bytes: MySQL and MariaDB have no collation in common that compares by bytes and keeps apart what
-- differs in trailing spaces. 768 bytes hold the 256 characters that a name may have.

-- The head of the log. Whoever appends holds the row to the commit, so positions become visible in their order.
CREATE TABLE IF NOT EXISTS shard_head (
    shard    int PRIMARY KEY,
    position bigint NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO shard_head (shard, position) VALUES (0, 0);

-- A session's names, once. Its number, which stands for them everywhere else, is the position of its first event, so that
-- whoever holds the head has a free one.
CREATE TABLE IF NOT EXISTS session (
    number     bigint PRIMARY KEY,
    tenant     varbinary(768) NOT NULL,
    agent      varbinary(768) NOT NULL,
    session_id varbinary(128) NOT NULL,
    CONSTRAINT session_names UNIQUE (tenant, agent, session_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- payload and metadata are JSON in UTF-8, kept as the bytes they were written as and never written again. Other databases
-- store the metadata of an append once; to look for them in the events before, this one reads the session from its end,
-- for each event, so here every event has its own. An event's id is the ULID in it; it is found at the one place in its session where its append would have put it, so it needs no index. There
-- are no partial indexes: those that other databases keep for some events have the type as a column here.
CREATE TABLE IF NOT EXISTS session_event (
    position    bigint PRIMARY KEY,
    session     bigint NOT NULL,
    sequence    bigint NOT NULL,
    occurred_at bigint NOT NULL,
    event_id    binary(16) NOT NULL,
    revision    smallint NOT NULL,
    type        varbinary(128) NOT NULL,
    message_key varbinary(768),
    payload     longblob NOT NULL,
    metadata    longblob NOT NULL,
    CONSTRAINT session_event_sequence UNIQUE (session, sequence),
    CONSTRAINT session_event_key UNIQUE (session, message_key),
    INDEX session_event_memory (session, type, sequence)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- The log for people. Of an id, 4 bits are a digit of conv's base 16, and 5 one of its base 32, whose letters are then
-- changed for those of a ULID, from the last to the first.
CREATE OR REPLACE VIEW session_events AS
SELECT e.position, CONVERT(s.tenant USING utf8mb4) AS tenant, CONVERT(s.agent USING utf8mb4) AS agent,
       CONVERT(s.session_id USING utf8mb4) AS session_id, e.sequence,
       concat('evt_', replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(concat(
           lpad(conv(substr(hex(e.event_id), 1, 2), 16, 32), 2, '0'),
           lpad(conv(substr(hex(e.event_id), 3, 15), 16, 32), 12, '0'),
           lpad(conv(substr(hex(e.event_id), 18, 15), 16, 32), 12, '0')),
           'V', 'Z'), 'U', 'Y'), 'T', 'X'), 'S', 'W'), 'R', 'V'), 'Q', 'T'), 'P', 'S'),
           'O', 'R'), 'N', 'Q'), 'M', 'P'), 'L', 'N'), 'K', 'M'), 'J', 'K'), 'I', 'J')) AS event_id,
       CONVERT(e.type USING utf8mb4) AS type, e.revision, CONVERT(e.payload USING utf8mb4) AS payload,
       CONVERT(e.metadata USING utf8mb4) AS metadata,
       CONVERT(e.message_key USING utf8mb4) AS message_key,
       concat(left(date_format(timestampadd(MICROSECOND, 1000 * e.occurred_at, '1970-01-01'), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')
           AS occurred_at
  FROM session_event e JOIN session s ON s.number = e.session;

-- Not worth a warning when there is none.
SET max_error_count = 0;
DROP PROCEDURE IF EXISTS append_events;
SET max_error_count = DEFAULT;

DELIMITER $$

-- Appends the events of any number of sessions in one call and one commit. The batch has an entry a session: whose it is
-- (tenant, agent, session), the version that the events follow, the id of the last, and the events. Its texts are in
-- base64, as JSON_TABLE of some releases of MariaDB leaves the escapes of JSON in what it reads, and its ids in base 16.
-- Answers in the order of the sessions with "stored version position;": of these events, also when they were stored by an
-- earlier call, or of what stands in their way.
CREATE PROCEDURE append_events(IN of_shard int, IN batch json)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
BEGIN
    DECLARE head, head_before, of_number, expected, version, last_position bigint;
    DECLARE of_tenant, of_agent, of_session varbinary(768);
    DECLARE last_id binary(16);
    DECLARE events json;
    DECLARE count_of_events int;
    DECLARE waiting int DEFAULT json_length(batch);
    DECLARE answer longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT '';
    DECLARE appends CURSOR FOR
        SELECT from_base64(a.tenant), from_base64(a.agent), from_base64(a.session), a.expected,
               unhex(a.last_id), a.events
          FROM json_table(batch, '$[*]' COLUMNS (
                   number FOR ORDINALITY,
                   tenant   varchar(1024) CHARACTER SET ascii PATH '$.tenant' ERROR ON EMPTY ERROR ON ERROR,
                   agent    varchar(1024) CHARACTER SET ascii PATH '$.agent' ERROR ON EMPTY ERROR ON ERROR,
                   session  varchar(172) CHARACTER SET ascii PATH '$.session' ERROR ON EMPTY ERROR ON ERROR,
                   expected bigint PATH '$.expected' ERROR ON EMPTY ERROR ON ERROR,
                   last_id  char(32) CHARACTER SET ascii PATH '$.last_id' ERROR ON EMPTY ERROR ON ERROR,
                   events   json PATH '$.events' ERROR ON EMPTY ERROR ON ERROR)) AS a
         ORDER BY a.number;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
        ROLLBACK;
        RESIGNAL;
    END;

    START TRANSACTION;
    SELECT h.position INTO head FROM shard_head h WHERE h.shard = of_shard FOR UPDATE;
    SET head_before = head;

    OPEN appends;
    WHILE waiting > 0 DO
        SET waiting = waiting - 1;
        FETCH appends INTO of_tenant, of_agent, of_session, expected, last_id, events;
        SET of_number = (
            SELECT s.number FROM session s
             WHERE s.tenant = of_tenant AND s.agent = of_agent AND s.session_id = of_session);
        SET version = coalesce((SELECT max(e.sequence) FROM session_event e WHERE e.session = of_number), 0);

        IF version = expected THEN
            IF of_number IS NULL THEN
                SET of_number = head + 1;
                INSERT INTO session (number, tenant, agent, session_id)
                VALUES (of_number, of_tenant, of_agent, of_session);
            END IF;
            INSERT INTO session_event (position, session, sequence, occurred_at, event_id, revision, type, message_key,
                                       payload, metadata)
            SELECT head + a.number, of_number, version + a.number, a.occurred_at, unhex(a.event_id), a.revision, a.type,
                   from_base64(a.message_key), from_base64(a.payload), from_base64(a.metadata)
              FROM json_table(events, '$[*]' COLUMNS (
                       number FOR ORDINALITY,
                       event_id    char(32) CHARACTER SET ascii PATH '$.id' ERROR ON EMPTY ERROR ON ERROR,
                       type        varchar(128) CHARACTER SET ascii PATH '$.type' ERROR ON EMPTY ERROR ON ERROR,
                       revision    int PATH '$.revision' ERROR ON EMPTY ERROR ON ERROR,
                       payload     longtext CHARACTER SET ascii PATH '$.payload' ERROR ON EMPTY ERROR ON ERROR,
                       metadata    longtext CHARACTER SET ascii PATH '$.metadata' ERROR ON EMPTY ERROR ON ERROR,
                       message_key varchar(1024) CHARACTER SET ascii PATH '$.key' NULL ON EMPTY ERROR ON ERROR,
                       occurred_at bigint PATH '$.at' ERROR ON EMPTY ERROR ON ERROR)) AS a;
            SET count_of_events = json_length(events);
            SET head = head + count_of_events;
            SET answer = concat(answer, '1 ', version + count_of_events, ' ', head, ';');
        ELSE
            SET last_position = (
                SELECT e.position FROM session_event e
                 WHERE e.session = of_number AND e.sequence = expected + json_length(events) AND e.event_id = last_id);
            SET expected = if(last_position IS NULL, version, expected + json_length(events));
            SET answer = concat(
                answer, last_position IS NOT NULL, ' ', expected, ' ', coalesce(last_position, 0), ';');
        END IF;
    END WHILE;
    CLOSE appends;

    IF head > head_before THEN
        UPDATE shard_head h SET h.position = head WHERE h.shard = of_shard;
    END IF;
    COMMIT;
    SELECT answer;
END
$$

DELIMITER ;
