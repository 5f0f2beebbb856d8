-- What may be searched for: messages of users and agents, and summaries. A deleted session has no rows. Their texts are
-- those of the events at the same positions; what is kept here are the words, as they are compared.
CREATE TABLE searched_text (
    position INTEGER PRIMARY KEY,
    session  INTEGER NOT NULL,
    said_at  INTEGER NOT NULL,
    tenant   TEXT NOT NULL,
    agent    TEXT NOT NULL,
    user_id  TEXT NOT NULL,
    role     TEXT NOT NULL
);

-- Words are cut, folded and joined by blanks before they come here; this tokenizer only parts them again. Beginnings
-- of words have indexes of their own, as all words that begin with a letter are many.
CREATE VIRTUAL TABLE searched_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
);
