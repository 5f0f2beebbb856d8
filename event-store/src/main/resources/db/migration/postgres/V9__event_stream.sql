-- How far the log was handed on to the event stream. Who holds the lease under the newest epoch hands on; the position
-- moves only under that epoch, so that an earlier holder that wakes up late cannot move it.
CREATE TABLE relay_cursor (
    shard       integer PRIMARY KEY,
    epoch       bigint NOT NULL,
    owner       text COLLATE "C" NOT NULL,
    lease_until timestamptz NOT NULL,
    position    bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO relay_cursor (shard, epoch, owner, lease_until, position) VALUES (0, 0, '', '-infinity', 0);

-- Sessions that the stream has brought further than the cursor of the projection is.
CREATE TABLE stream_progress (
    projection text COLLATE "C" NOT NULL,
    session    bigint NOT NULL,
    sequence   bigint NOT NULL,
    position   bigint NOT NULL,
    PRIMARY KEY (projection, session)
);

-- Where in the stream its reader goes on.
CREATE TABLE stream_offset (
    topic            text COLLATE "C" NOT NULL,
    partition_number integer NOT NULL,
    next_offset      bigint NOT NULL,
    PRIMARY KEY (topic, partition_number)
);
