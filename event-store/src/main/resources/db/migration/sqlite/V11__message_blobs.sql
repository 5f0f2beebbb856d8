-- What messages name by its SHA-256, once a tenant. The bytes are at a location that is never used again.
CREATE TABLE message_blob (
    tenant     TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    size       INTEGER NOT NULL,
    location   TEXT NOT NULL,
    touched_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, sha256)
) WITHOUT ROWID;

CREATE INDEX message_blob_touched ON message_blob (touched_at);

-- Which sessions have a message that names it.
CREATE TABLE message_blob_reference (
    tenant     TEXT NOT NULL,
    agent      TEXT NOT NULL,
    session_id TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    PRIMARY KEY (tenant, agent, session_id, sha256)
) WITHOUT ROWID;

CREATE INDEX message_blob_reference_of ON message_blob_reference (tenant, sha256);

-- Locations that no blob has: of uploads under way, and of what is to be removed.
CREATE TABLE message_blob_loose (
    location   TEXT PRIMARY KEY,
    loose_from INTEGER NOT NULL
) WITHOUT ROWID;

-- The bytes, where they are in this database.
CREATE TABLE message_blob_piece (
    location TEXT NOT NULL,
    number   INTEGER NOT NULL,
    bytes    BLOB NOT NULL,
    UNIQUE (location, number)
);
