-- How far each projection has come. Whoever holds the row advances it.
CREATE TABLE IF NOT EXISTS projection_cursor (
    name     varbinary(128) PRIMARY KEY,
    position bigint NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- Sessions that a projection passes over since the event at this sequence could not be applied.
CREATE TABLE IF NOT EXISTS parked_session (
    projection varbinary(128) NOT NULL,
    session    bigint NOT NULL,
    sequence   bigint NOT NULL,
    parked_at  bigint NOT NULL,
    reason     longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (projection, session)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
