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

-- There are no partial indexes: those that other databases keep for some events have the type as a column here.
CREATE TABLE IF NOT EXISTS session_event (
    position    bigint PRIMARY KEY,
    tenant      varbinary(768) NOT NULL,
    agent       varbinary(768) NOT NULL,
    session_id  varbinary(128) NOT NULL,
    sequence    bigint NOT NULL,
    event_id    varbinary(256) NOT NULL,
    type        varbinary(128) NOT NULL,
    revision    int NOT NULL,
    payload     longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    metadata    longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    message_key varbinary(768),
    occurred_at bigint NOT NULL,
    CONSTRAINT session_event_sequence UNIQUE (tenant, agent, session_id, sequence),
    CONSTRAINT session_event_id UNIQUE (event_id),
    CONSTRAINT session_event_key UNIQUE (tenant, agent, session_id, message_key),
    INDEX session_event_memory (tenant, agent, session_id, type, sequence),
    INDEX session_event_said (tenant, agent, type, position)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- Not worth a warning when there is none.
SET max_error_count = 0;
DROP PROCEDURE IF EXISTS append_events;
SET max_error_count = DEFAULT;

DELIMITER $$

-- Appends the events of any number of sessions in one call and one commit. The batch has an entry a session: whose it is
-- (tenant, agent, session), the version that the events follow, the id of the last, and the events. Its texts are in
-- base64, as JSON_TABLE of some releases of MariaDB leaves the escapes of JSON in what it reads. Answers in the order
-- of the sessions with "stored version position;": of these events, also when they were stored by an earlier call, or of
-- what stands in their way.
CREATE PROCEDURE append_events(IN of_shard int, IN batch json)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
BEGIN
    DECLARE head, head_before, expected, version, last_position bigint;
    DECLARE of_tenant, of_agent, of_session, last_id varbinary(768);
    DECLARE events json;
    DECLARE count_of_events int;
    DECLARE waiting int DEFAULT json_length(batch);
    DECLARE answer longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT '';
    DECLARE appends CURSOR FOR
        SELECT from_base64(a.tenant), from_base64(a.agent), from_base64(a.session), a.expected,
               from_base64(a.last_id), a.events
          FROM json_table(batch, '$[*]' COLUMNS (
                   number FOR ORDINALITY,
                   tenant   varchar(1024) CHARACTER SET ascii PATH '$.tenant' ERROR ON EMPTY ERROR ON ERROR,
                   agent    varchar(1024) CHARACTER SET ascii PATH '$.agent' ERROR ON EMPTY ERROR ON ERROR,
                   session  varchar(172) CHARACTER SET ascii PATH '$.session' ERROR ON EMPTY ERROR ON ERROR,
                   expected bigint PATH '$.expected' ERROR ON EMPTY ERROR ON ERROR,
                   last_id  varchar(344) CHARACTER SET ascii PATH '$.last_id' ERROR ON EMPTY ERROR ON ERROR,
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
        SET version = coalesce((
            SELECT max(e.sequence) FROM session_event e
             WHERE e.tenant = of_tenant AND e.agent = of_agent AND e.session_id = of_session), 0);

        IF version = expected THEN
            INSERT INTO session_event (position, tenant, agent, session_id, sequence, event_id, type, revision, payload,
                                       metadata, message_key, occurred_at)
            SELECT head + a.number, of_tenant, of_agent, of_session, version + a.number, from_base64(a.event_id), a.type,
                   a.revision, convert(from_base64(a.payload) USING utf8mb4),
                   convert(from_base64(a.metadata) USING utf8mb4), from_base64(a.message_key), a.occurred_at
              FROM json_table(events, '$[*]' COLUMNS (
                       number FOR ORDINALITY,
                       event_id    varchar(344) CHARACTER SET ascii PATH '$.id' ERROR ON EMPTY ERROR ON ERROR,
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
            SET last_position = NULL;
            SET expected = version;
            SELECT e.sequence, e.position INTO expected, last_position
              FROM session_event e
             WHERE e.event_id = last_id
               AND e.tenant = of_tenant AND e.agent = of_agent AND e.session_id = of_session;
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
