package dev.hector.query;

import dev.hector.events.SessionKey;
import dev.hector.store.SessionNumber;
import dev.hector.store.StoredEvent;
import dev.hector.store.projection.Projection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code session_catalogue}: one row for each session that was not deleted. */
final class CatalogueRows implements Projection {

    private static final String SELECT = """
        select s.tenant, s.agent, s.session_id, c.user_id, c.title, c.metadata, c.end_reason, c.created_at, c.updated_at, \
        c.ended_at, c.message_count, c.turn_count, c.version, c.last_position \
        from session_catalogue c join session s on s.number = c.session\
        """;

    private static final String ONE = " where session = " + SessionNumber.OF;

    private static final String UPDATE = """
        update session_catalogue set status = :status, end_reason = :endReason, updated_at = :updatedAt, \
        ended_at = :endedAt, message_count = :messages, turn_count = :turns, version = :version, \
        last_position = :lastPosition\
        """ + ONE;

    private static final String INSERT = """
        insert into session_catalogue (session, tenant, agent, user_id, title, metadata, status, end_reason, \
        created_at, updated_at, ended_at, message_count, turn_count, version, last_position) \
        values (%s, :tenant, :agent, :user, :title, :metadata, :status, :endReason, \
        :createdAt, :updatedAt, :endedAt, :messages, :turns, :version, :lastPosition)\
        """.formatted(SessionNumber.OF);

    @Override
    public String name() {
        return "session_catalogue";
    }

    @Override
    public void apply(JdbcClient rows, StoredEvent event) {
        applyAll(rows, List.of(event));
    }

    /** A session's row is written once for all of its events. */
    @Override
    public void applyAll(JdbcClient rows, List<StoredEvent> events) {
        var bySession = events.stream().collect(Collectors.groupingBy(StoredEvent::session));
        bySession.forEach((session, ofSession) -> {
            var entry = find(rows, session);
            for (var event : ofSession) {
                entry = CatalogueEntry.evolve(entry, event);
            }
            entry.ifPresentOrElse(evolved -> save(rows, evolved), () -> remove(rows, session));
        });
    }

    Optional<CatalogueEntry> find(JdbcClient rows, SessionKey session) {
        return SessionNumber.bind(rows.sql(SELECT + ONE), session)
                .query((row, _) -> entry(row))
                .optional();
    }

    /** The agent's sessions on this page, one more than it holds if there are more. */
    List<CatalogueEntry> find(JdbcClient rows, SessionFilter filter, Cursor cursor) {
        var statement = rows.sql(SELECT + filter.where()
                        + " and c.last_position > :after and c.last_position < :before order by c.last_position "
                        + (cursor.descending() ? "desc" : "asc") + " limit :limit")
                .param("after", cursor.after())
                .param("before", cursor.before())
                .param("limit", cursor.limit());
        return filter.bind(statement).query((row, _) -> entry(row)).list();
    }

    private static void save(JdbcClient rows, CatalogueEntry entry) {
        if (progress(rows.sql(UPDATE), entry).update() == 0) {
            progress(rows.sql(INSERT), entry)
                    .param("user", entry.userId())
                    .param("title", entry.title())
                    .param("metadata", entry.metadata())
                    .param("createdAt", entry.createdAt().toEpochMilli())
                    .update();
        }
    }

    /** What changes while a session goes on. */
    private static JdbcClient.StatementSpec progress(JdbcClient.StatementSpec statement, CatalogueEntry entry) {
        return SessionNumber.bind(statement, entry.session())
                .param("status", entry.ended() ? "ended" : "active")
                .param("endReason", entry.endReason())
                .param("updatedAt", entry.updatedAt().toEpochMilli())
                .param(
                        "endedAt",
                        entry.endedAt() == null ? null : entry.endedAt().toEpochMilli())
                .param("messages", entry.messageCount())
                .param("turns", entry.turnCount())
                .param("version", entry.version())
                .param("lastPosition", entry.lastPosition());
    }

    private static void remove(JdbcClient rows, SessionKey session) {
        SessionNumber.bind(rows.sql("delete from session_catalogue" + ONE), session)
                .update();
    }

    private static CatalogueEntry entry(ResultSet row) throws SQLException {
        return new CatalogueEntry(
                new SessionKey(row.getString("tenant"), row.getString("agent"), row.getString("session_id")),
                row.getString("user_id"),
                row.getString("title"),
                row.getString("metadata"),
                row.getString("end_reason"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")),
                time(row, "ended_at"),
                row.getLong("message_count"),
                row.getLong("turn_count"),
                row.getLong("version"),
                row.getLong("last_position"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
