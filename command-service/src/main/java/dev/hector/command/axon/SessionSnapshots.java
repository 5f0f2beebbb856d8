package dev.hector.command.axon;

import dev.hector.command.SessionState;
import dev.hector.store.axon.SnapshotCodec;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A session's state as JSON. A changed form is a new {@link #REVISION}; older snapshots are then ignored. */
final class SessionSnapshots implements SnapshotCodec {

    private static final int REVISION = 2;
    private static final Logger log = LoggerFactory.getLogger(SessionSnapshots.class);

    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private record Snapshot(String session, SessionState state) {}

    @Override
    public String aggregateType() {
        return SessionAggregate.TYPE;
    }

    @Override
    public int revision() {
        return REVISION;
    }

    @Override
    public String write(Object aggregate) {
        var session = (SessionAggregate) aggregate;
        return mapper.writeValueAsString(new Snapshot(session.session(), session.state()));
    }

    @Override
    public Optional<Object> read(String text) {
        try {
            var snapshot = mapper.readValue(text, Snapshot.class);
            return Optional.of(new SessionAggregate(snapshot.session(), snapshot.state()));
        } catch (JacksonException e) {
            log.warn("A snapshot is unreadable, the session is read from its events: {}", e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
