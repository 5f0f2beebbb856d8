-- What messages name by its SHA-256, once a tenant. The bytes are at a location that is never used again.
CREATE TABLE message_blob (
    tenant     text COLLATE "C" NOT NULL,
    sha256     text COLLATE "C" NOT NULL,
    size       bigint NOT NULL,
    location   text COLLATE "C" NOT NULL,
    touched_at bigint NOT NULL,
    PRIMARY KEY (tenant, sha256)
);

CREATE INDEX message_blob_touched ON message_blob (touched_at);

-- Which sessions have a message that names it.
CREATE TABLE message_blob_reference (
    tenant     text COLLATE "C" NOT NULL,
    agent      text COLLATE "C" NOT NULL,
    session_id text COLLATE "C" NOT NULL,
    sha256     text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, agent, session_id, sha256)
);

CREATE INDEX message_blob_reference_of ON message_blob_reference (tenant, sha256);

-- Locations that no blob has: of uploads under way, and of what is to be removed.
CREATE TABLE message_blob_loose (
    location   text COLLATE "C" PRIMARY KEY,
    loose_from bigint NOT NULL
);

-- The bytes, where they are in this database.
CREATE TABLE message_blob_piece (
    location text COLLATE "C" NOT NULL,
    number   integer NOT NULL,
    bytes    bytea NOT NULL,
    PRIMARY KEY (location, number)
);

-- Media are compressed already.
ALTER TABLE message_blob_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;
