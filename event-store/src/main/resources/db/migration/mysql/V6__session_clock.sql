-- When sessions that have not ended may expire. Of the newest activity only the minute is kept, so that most events change
-- nothing here; whether a session was silent long enough, its events say.
CREATE TABLE IF NOT EXISTS session_clock (
    session       bigint PRIMARY KEY,
    created_at    bigint NOT NULL,
    active_minute bigint NOT NULL,
    INDEX session_clock_activity (active_minute),
    INDEX session_clock_creation (created_at)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

-- Until when the owner of an open turn is believed to live. The rows are as few as the turns that run now: without an index
-- on the lease to renew it changes the row only.
CREATE TABLE IF NOT EXISTS open_turn (
    session     bigint PRIMARY KEY,
    lease_until bigint NOT NULL,
    attempt     int NOT NULL,
    turn_id     varbinary(768) NOT NULL,
    owner       varbinary(768) NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
