-- What messages name by its SHA-256, once a tenant. The bytes are at a location that is never used again.
CREATE TABLE IF NOT EXISTS message_blob (
    tenant     varbinary(768) NOT NULL,
    sha256     varbinary(64) NOT NULL,
    size       bigint NOT NULL,
    location   varbinary(64) NOT NULL,
    touched_at bigint NOT NULL,
    PRIMARY KEY (tenant, sha256),
    INDEX message_blob_touched (touched_at)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- Which sessions have a message that names it.
CREATE TABLE IF NOT EXISTS message_blob_reference (
    tenant     varbinary(768) NOT NULL,
    agent      varbinary(768) NOT NULL,
    session_id varbinary(128) NOT NULL,
    sha256     varbinary(64) NOT NULL,
    PRIMARY KEY (tenant, agent, session_id, sha256),
    INDEX message_blob_reference_of (tenant, sha256)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- Locations that no blob has: of uploads under way, and of what is to be removed.
CREATE TABLE IF NOT EXISTS message_blob_loose (
    location   varbinary(64) PRIMARY KEY,
    loose_from bigint NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- The bytes, where they are in this database.
CREATE TABLE IF NOT EXISTS message_blob_piece (
    location varbinary(64) NOT NULL,
    number   int NOT NULL,
    bytes    longblob NOT NULL,
    PRIMARY KEY (location, number)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
