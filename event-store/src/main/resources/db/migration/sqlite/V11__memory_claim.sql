-- Which memories a process embeds just now. Others leave them alone until the time, in milliseconds since 1970, is over.
CREATE TABLE memory_claim (
    model         TEXT NOT NULL,
    position      INTEGER NOT NULL,
    owner         TEXT NOT NULL,
    claimed_until INTEGER NOT NULL,
    PRIMARY KEY (model, position)
);
