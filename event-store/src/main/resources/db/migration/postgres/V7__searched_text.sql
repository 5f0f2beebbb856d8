-- What may be searched for: messages of users and agents, and summaries. A deleted session has no rows. Their texts are
-- those of the events at the same positions; what is kept here are the words, as they are compared: cut and folded
-- before they come here, so that no configuration of a language has a part in it.
CREATE TABLE searched_text (
    position bigint PRIMARY KEY,
    session  bigint NOT NULL,
    said_at  bigint NOT NULL,
    tenant   text COLLATE "C" NOT NULL,
    agent    text COLLATE "C" NOT NULL,
    user_id  text COLLATE "C" NOT NULL,
    role     text COLLATE "C" NOT NULL,
    words    tsvector NOT NULL
);

-- New texts wait in a list that is put into the index together, which writes a tenth of what one by one does. It is kept so
-- short, in kilobytes, that to look through it costs a reader nothing to speak of.
CREATE INDEX searched_text_words ON searched_text USING gin (words) WITH (gin_pending_list_limit = 256);
