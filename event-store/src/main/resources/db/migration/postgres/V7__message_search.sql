-- What an agent's users and the agent said, in the order of the log, for whoever looks for words.
CREATE INDEX session_event_said ON session_event (tenant, agent, position) WHERE type = 'MessageAppended';
