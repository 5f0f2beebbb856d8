-- The newest state of an aggregate, so that loading a session does not depend on its length.
CREATE TABLE IF NOT EXISTS session_snapshot (
    session  bigint PRIMARY KEY,
    sequence bigint NOT NULL,
    revision int NOT NULL,
    payload  longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
