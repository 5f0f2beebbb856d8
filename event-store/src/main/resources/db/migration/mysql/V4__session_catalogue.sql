-- What a list of sessions shows. A deleted session has no row.
CREATE TABLE IF NOT EXISTS session_catalogue (
    tenant        varbinary(768) NOT NULL,
    agent         varbinary(768) NOT NULL,
    session_id    varbinary(128) NOT NULL,
    user_id       varbinary(768) NOT NULL,
    title         longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    metadata      longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    status        varbinary(16) NOT NULL,
    end_reason    varbinary(768),
    created_at    bigint NOT NULL,
    updated_at    bigint NOT NULL,
    ended_at      bigint,
    message_count bigint NOT NULL,
    turn_count    bigint NOT NULL,
    version       bigint NOT NULL,
    last_position bigint NOT NULL,
    PRIMARY KEY (tenant, agent, session_id),
    INDEX session_catalogue_recent (tenant, agent, last_position),
    INDEX session_catalogue_of_user (tenant, agent, user_id, last_position)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
