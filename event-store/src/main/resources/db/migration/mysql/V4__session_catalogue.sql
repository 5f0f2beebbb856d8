-- What a list of sessions shows. A deleted session has no row.
CREATE TABLE IF NOT EXISTS session_catalogue (
    session       bigint PRIMARY KEY,
    created_at    bigint NOT NULL,
    updated_at    bigint NOT NULL,
    last_position bigint NOT NULL,
    version       bigint NOT NULL,
    message_count bigint NOT NULL,
    turn_count    bigint NOT NULL,
    ended_at      bigint,
    tenant        varbinary(768) NOT NULL,
    agent         varbinary(768) NOT NULL,
    user_id       varbinary(768) NOT NULL,
    status        varbinary(16) NOT NULL,
    end_reason    varbinary(768),
    title         longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    metadata      longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    INDEX session_catalogue_recent (tenant, agent, last_position),
    INDEX session_catalogue_of_user (tenant, agent, user_id, last_position)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
