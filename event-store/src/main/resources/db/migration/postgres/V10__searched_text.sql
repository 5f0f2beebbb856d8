-- What may be searched for: messages of users and agents, and summaries. A deleted session has no rows. Their texts are
-- those of the events at the same positions; what is kept here are the words, as they are compared: cut and folded
-- before they come here, so that no configuration of a language has a part in it.
CREATE TABLE searched_text (
    position   bigint PRIMARY KEY,
    tenant     text COLLATE "C" NOT NULL,
    agent      text COLLATE "C" NOT NULL,
    session_id text COLLATE "C" NOT NULL,
    user_id    text COLLATE "C" NOT NULL,
    role       text COLLATE "C" NOT NULL,
    said_at    bigint NOT NULL,
    words      tsvector NOT NULL
);

CREATE INDEX searched_text_of_session ON searched_text (tenant, agent, session_id);

-- Readers should not have to look through what waits to be indexed; nobody waits for the writer.
CREATE INDEX searched_text_words ON searched_text USING gin (words) WITH (fastupdate = off);
