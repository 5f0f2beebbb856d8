package dev.hector.command.axon;

import dev.hector.command.session.SessionState;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionNumber;
import dev.hector.store.SessionStore;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The newest snapshot of each session, its state as JSON, in table {@code session_snapshot}. */
final class SessionSnapshots {

    /** A changed form of the JSON is a new revision; snapshots of another one are ignored. */
    private static final int REVISION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SessionSnapshots.class);

    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String WHERE = " WHERE session = " + SessionNumber.OF;

    private static final String REPLACE_OLDER =
            "UPDATE session_snapshot SET sequence = :sequence, revision = :revision, payload = :payload" + WHERE
                    + " AND (revision < :revision OR revision = :revision AND sequence < :sequence)";

    private static final String INSERT = "INSERT INTO session_snapshot (session, sequence, revision, payload) VALUES ("
            + SessionNumber.OF + ", :sequence, :revision, :payload)";

    private final SessionStore store;
    private final int revision;

    SessionSnapshots(SessionStore store) {
        this(store, REVISION);
    }

    SessionSnapshots(SessionStore store, int revision) {
        this.store = store;
        this.revision = revision;
    }

    private record Row(long sequence, String payload) {}

    private record Payload(String session, SessionState state) {}

    /** Never replaces one that stands for more events in the same form. */
    void store(DomainEventMessage<?> snapshot) {
        var session = SessionKey.parse(snapshot.getAggregateIdentifier());
        var row = new Row(snapshot.getSequenceNumber() + 1, write((SessionAggregate) snapshot.getPayload()));
        try {
            store.write(rows -> save(rows, session, row));
        } catch (DuplicateKeyException somebodyElsesIsFirst) {
            store.write(rows -> replaceOlder(rows, session, row));
        }
    }

    private String write(SessionAggregate session) {
        return mapper.writeValueAsString(new Payload(session.session(), session.state()));
    }

    private int save(JdbcClient rows, SessionKey session, Row snapshot) {
        var replaced = replaceOlder(rows, session, snapshot);
        return replaced == 0 && !exists(rows, session) ? insert(rows, session, snapshot) : replaced;
    }

    private int replaceOlder(JdbcClient rows, SessionKey session, Row snapshot) {
        return of(rows.sql(REPLACE_OLDER), session, snapshot).update();
    }

    private static boolean exists(JdbcClient rows, SessionKey session) {
        return SessionNumber.bind(rows.sql("SELECT count(*) FROM session_snapshot" + WHERE), session)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private int insert(JdbcClient rows, SessionKey session, Row snapshot) {
        return of(rows.sql(INSERT), session, snapshot).update();
    }

    private StatementSpec of(StatementSpec statement, SessionKey session, Row snapshot) {
        return SessionNumber.bind(statement, session)
                .param("sequence", snapshot.sequence())
                .param("revision", revision)
                .param("payload", snapshot.payload());
    }

    /** Empty without a snapshot of this form that can be read. */
    Optional<DomainEventMessage<?>> read(SessionKey session) {
        return store.read(rows -> row(rows, session)).flatMap(row -> message(session, row));
    }

    private Optional<Row> row(JdbcClient rows, SessionKey session) {
        var stored = "SELECT sequence, payload FROM session_snapshot" + WHERE + " AND revision = :revision";
        return SessionNumber.bind(rows.sql(stored), session)
                .param("revision", revision)
                .query((row, _) -> new Row(row.getLong(1), row.getString(2)))
                .optional();
    }

    private Optional<DomainEventMessage<?>> message(SessionKey session, Row row) {
        return aggregate(row.payload())
                .map(aggregate -> new GenericDomainEventMessage<>(
                        SessionAggregate.TYPE, session.toString(), row.sequence() - 1, aggregate));
    }

    private Optional<SessionAggregate> aggregate(String payload) {
        try {
            var snapshot = mapper.readValue(payload, Payload.class);
            return Optional.of(new SessionAggregate(snapshot.session(), snapshot.state()));
        } catch (JacksonException e) {
            LOG.warn("A snapshot is unreadable, the session is read from its events: {}", e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
