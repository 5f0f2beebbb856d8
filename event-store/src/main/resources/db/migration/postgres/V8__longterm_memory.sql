-- The newest stamp. Whoever changes a memory takes the next one and holds the row to the commit, so stamps become
-- visible in their order, and a reader that has seen stamp s has seen every change up to s.
CREATE TABLE memory_stamp (
    shard integer PRIMARY KEY,
    stamp bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO memory_stamp (shard, stamp) VALUES (0, 0);

-- What agents with long-term memory keep of their events: messages, or summaries. A deleted session's rows stay without
-- their content, so that every reader hears of it. Those that are not due wait for the rest of their batch.
CREATE TABLE memory (
    view_name   text COLLATE "C" NOT NULL,
    position    bigint NOT NULL,
    tenant      text COLLATE "C" NOT NULL,
    agent       text COLLATE "C" NOT NULL,
    session_id  text COLLATE "C" NOT NULL,
    user_id     text COLLATE "C" NOT NULL,
    sequence    bigint NOT NULL,
    memory_id   text COLLATE "C" NOT NULL,
    message_id  text COLLATE "C",
    role        text COLLATE "C" NOT NULL,
    speaker     text,
    occurred_at bigint NOT NULL,
    content     text NOT NULL,
    tokens      integer NOT NULL,
    due         integer NOT NULL,
    deleted     integer NOT NULL,
    stamp       bigint NOT NULL,
    PRIMARY KEY (view_name, position)
);

CREATE INDEX memory_of_agent ON memory (view_name, tenant, agent, stamp, position);

CREATE INDEX memory_of_user ON memory (view_name, tenant, agent, user_id, stamp, position);

CREATE INDEX memory_of_session ON memory (view_name, tenant, agent, session_id, due, stamp, position);

CREATE INDEX memory_changed ON memory (view_name, agent, stamp, position);

-- Embeddings: 32-bit floats, little end first.
CREATE TABLE memory_vector (
    model     text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    embedding bytea NOT NULL,
    PRIMARY KEY (model, position)
);

CREATE INDEX memory_vector_of ON memory_vector (position);

-- Which memories a process embeds just now. Others leave them alone until the time, in milliseconds since 1970, is over.
CREATE TABLE memory_claim (
    model         text COLLATE "C" NOT NULL,
    position      bigint NOT NULL,
    owner         text COLLATE "C" NOT NULL,
    claimed_until bigint NOT NULL,
    PRIMARY KEY (model, position)
);
