-- Which memories a process embeds just now. Others leave them alone until the time, in milliseconds since 1970, is over.
CREATE TABLE IF NOT EXISTS memory_claim (
    model         varbinary(256) NOT NULL,
    position      bigint NOT NULL,
    owner         varbinary(64) NOT NULL,
    claimed_until bigint NOT NULL,
    PRIMARY KEY (model, position)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
