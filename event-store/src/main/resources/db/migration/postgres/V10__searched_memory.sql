-- The words of memories that have a vector, as recall compares them, for scopes that a process cannot hold in its memory. It is
-- kept only where the extension "vector" is, whose table memory_nearest comes and goes with it; what is removed from
-- memory_vector is removed here.
CREATE TABLE searched_memory (
    model      text COLLATE "C" NOT NULL,
    position   bigint NOT NULL,
    view_name  text COLLATE "C" NOT NULL,
    tenant     text COLLATE "C" NOT NULL,
    agent      text COLLATE "C" NOT NULL,
    user_id    text COLLATE "C" NOT NULL,
    session_id text COLLATE "C" NOT NULL,
    sequence   bigint NOT NULL,
    speaker    text NOT NULL,
    length     integer NOT NULL,
    words      tsvector NOT NULL,
    PRIMARY KEY (model, position),
    FOREIGN KEY (model, position) REFERENCES memory_vector ON DELETE CASCADE
);

CREATE INDEX searched_memory_of_session
    ON searched_memory (model, view_name, tenant, agent, session_id, sequence);

CREATE INDEX searched_memory_of_user ON searched_memory (model, view_name, tenant, agent, user_id, position);

CREATE INDEX searched_memory_words ON searched_memory USING gin (words) WITH (fastupdate = off);
