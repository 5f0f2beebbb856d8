-- The newest state of an aggregate, so that loading a session does not depend on its length.
CREATE TABLE session_snapshot (
    session  bigint PRIMARY KEY,
    sequence bigint NOT NULL,
    revision integer NOT NULL,
    payload  text NOT NULL
);
