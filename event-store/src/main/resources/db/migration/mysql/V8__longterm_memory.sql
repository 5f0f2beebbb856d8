-- The newest stamp. Whoever changes a memory takes the next one and holds the row to the commit, so stamps become
-- visible in their order, and a reader that has seen stamp s has seen every change up to s.
CREATE TABLE IF NOT EXISTS memory_stamp (
    shard int PRIMARY KEY,
    stamp bigint NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO memory_stamp (shard, stamp) VALUES (0, 0);

-- What agents with long-term memory keep of their events: messages, or summaries. A deleted session's rows stay without
-- their content, so that every reader hears of it. Those that are not due wait for the rest of their batch.
CREATE TABLE IF NOT EXISTS memory (
    view_name   varbinary(16) NOT NULL,
    position    bigint NOT NULL,
    tenant      varbinary(768) NOT NULL,
    agent       varbinary(768) NOT NULL,
    session_id  varbinary(128) NOT NULL,
    user_id     varbinary(768) NOT NULL,
    sequence    bigint NOT NULL,
    memory_id   varbinary(260) NOT NULL,
    message_id  varbinary(768),
    role        varbinary(16) NOT NULL,
    speaker     longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    occurred_at bigint NOT NULL,
    content     longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    tokens      int NOT NULL,
    due         int NOT NULL,
    deleted     int NOT NULL,
    stamp       bigint NOT NULL,
    PRIMARY KEY (view_name, position),
    INDEX memory_of_agent (view_name, tenant, agent, stamp, position),
    INDEX memory_of_user (view_name, tenant, agent, user_id, stamp, position),
    INDEX memory_of_session (view_name, tenant, agent, session_id, due, stamp, position),
    INDEX memory_changed (view_name, agent, stamp, position)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- Embeddings: 32-bit floats, little end first.
CREATE TABLE IF NOT EXISTS memory_vector (
    model     varbinary(256) NOT NULL,
    position  bigint NOT NULL,
    embedding longblob NOT NULL,
    PRIMARY KEY (model, position),
    INDEX memory_vector_of (position)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- Which memories a process embeds just now. Others leave them alone until the time, in milliseconds since 1970, is over.
CREATE TABLE IF NOT EXISTS memory_claim (
    model         varbinary(256) NOT NULL,
    position      bigint NOT NULL,
    owner         varbinary(64) NOT NULL,
    claimed_until bigint NOT NULL,
    PRIMARY KEY (model, position)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
