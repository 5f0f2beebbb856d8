-- When sessions that have not ended expire, and until when the owner of an open turn is believed to live.
CREATE TABLE IF NOT EXISTS session_clock (
    tenant           varbinary(768) NOT NULL,
    agent            varbinary(768) NOT NULL,
    session_id       varbinary(128) NOT NULL,
    created_at       bigint NOT NULL,
    last_activity_at bigint NOT NULL,
    turn_id          varbinary(768),
    turn_attempt     int,
    turn_owner       varbinary(768),
    lease_until      bigint,
    PRIMARY KEY (tenant, agent, session_id),
    INDEX session_clock_activity (last_activity_at),
    INDEX session_clock_creation (created_at),
    INDEX session_clock_lease (lease_until)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;
