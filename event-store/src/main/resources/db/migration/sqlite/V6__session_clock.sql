-- When sessions that have not ended may expire. Of the newest activity only the minute is kept, so that most events change
-- nothing here; whether a session was silent long enough, its events say.
CREATE TABLE session_clock (
    session       INTEGER PRIMARY KEY,
    created_at    INTEGER NOT NULL,
    active_minute INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX session_clock_activity ON session_clock (active_minute);

CREATE INDEX session_clock_creation ON session_clock (created_at);

-- Until when the owner of an open turn is believed to live. The rows are as few as the turns that run now: without an index
-- on the lease to renew it changes the row only.
CREATE TABLE open_turn (
    session     INTEGER PRIMARY KEY,
    lease_until INTEGER NOT NULL,
    attempt     INTEGER NOT NULL,
    turn_id     TEXT NOT NULL,
    owner       TEXT NOT NULL
) WITHOUT ROWID;
