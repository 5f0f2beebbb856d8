-- The newest state of an aggregate, so that loading a session does not depend on its length.
CREATE TABLE IF NOT EXISTS session_snapshot (
    tenant         varbinary(768) NOT NULL,
    agent          varbinary(768) NOT NULL,
    session_id     varbinary(128) NOT NULL,
    aggregate_type varbinary(128) NOT NULL,
    sequence       bigint NOT NULL,
    revision       int NOT NULL,
    payload        longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (tenant, agent, session_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
