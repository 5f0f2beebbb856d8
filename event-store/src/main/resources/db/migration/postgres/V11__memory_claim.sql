-- Which memories a process embeds just now. Others leave them alone until the time, in milliseconds since 1970, is over.
CREATE TABLE memory_claim (
    model         text COLLATE "C" NOT NULL,
    position      bigint NOT NULL,
    owner         text COLLATE "C" NOT NULL,
    claimed_until bigint NOT NULL,
    PRIMARY KEY (model, position)
);
