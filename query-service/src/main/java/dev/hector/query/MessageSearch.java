package dev.hector.query;

import dev.hector.events.SessionKey;
import dev.hector.events.UnknownEventException;
import dev.hector.store.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages by their words: a case-insensitive substring, newest first, over an agent's sessions. */
public final class MessageSearch {

    private static final int LONGEST_TEXT = 1000;

    private static final int BATCH = 500;

    /** One page looks at no more messages; the next one goes on from there. */
    private static final int MOST_LOOKED_AT = 10_000;

    private static final String MESSAGES = """
        select e.position, e.session_id, e.sequence, e.event_id, e.type, e.revision, e.payload, e.metadata, \
        e.occurred_at from session_event e join session_catalogue c \
        on c.tenant = e.tenant and c.agent = e.agent and c.session_id = e.session_id \
        where e.tenant = :tenant and e.agent = :agent and e.type = 'MessageAppended' and e.position < :before\
        """;

    /**
     * Whose messages are searched for what.
     *
     * @param userId null searches the sessions of every user
     */
    public record Question(
            String tenant, String agent, @Nullable String userId, String text) {}

    /** A message that has the text, and the words around it with the match between « and ». */
    public record Hit(Transcript.Line line, String snippet) {}

    private final FollowedStores stores;

    MessageSearch(FollowedStores stores) {
        this.stores = stores;
    }

    /** A page may be short, even empty, while its token says that older messages are still to be looked at. */
    public Reply<Page<Hit>> find(Question question, Paging paging) {
        var store = stores.forAgent(question.agent());
        if (question.text().isBlank() || question.text().length() > LONGEST_TEXT) {
            return Reply.invalid("text", "must have from 1 to " + LONGEST_TEXT + " characters");
        }
        return paging.cursor("desc", "search", question).map(cursor -> {
            store.runner().catchUp();
            return store.store().read(rows -> page(rows, question, cursor));
        });
    }

    private static Page<Hit> page(JdbcClient rows, Question question, Cursor cursor) {
        var pattern =
                Pattern.compile(question.text(), Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        var hits = new ArrayList<Hit>();
        var before = cursor.before();
        for (var seen = 0; seen < MOST_LOOKED_AT; seen += BATCH) {
            var batch = batch(rows, question, before);
            batch.forEach(stored -> hit(stored, pattern).ifPresent(hits::add));
            if (hits.size() > cursor.size() || batch.size() < BATCH) {
                return cursor.page(hits, hit -> hit.line().stored().position());
            }
            before = batch.getLast().position();
        }
        return new Page<>(hits, cursor.tokenAt(before));
    }

    static String newestOf(Question question) {
        var ofUser = question.userId() == null ? "" : " and c.user_id = :user";
        return MESSAGES + ofUser + " order by e.position desc limit " + BATCH;
    }

    private static List<StoredEvent> batch(JdbcClient rows, Question question, long before) {
        var statement = rows.sql(newestOf(question))
                .param("tenant", question.tenant())
                .param("agent", question.agent())
                .param("before", before);
        return (question.userId() == null ? statement : statement.param("user", question.userId()))
                .query((row, _) -> stored(row, question))
                .list();
    }

    private static Optional<Hit> hit(StoredEvent stored, Pattern pattern) {
        try {
            var line = Transcript.Line.of(stored);
            var match = pattern.matcher(line.message().content());
            return match.find()
                    ? Optional.of(new Hit(line, Snippet.around(line.message().content(), match)))
                    : Optional.empty();
        } catch (UnknownEventException ofNewerRelease) {
            return Optional.empty();
        }
    }

    private static StoredEvent stored(ResultSet row, Question question) throws SQLException {
        return new StoredEvent(
                row.getLong("position"),
                new SessionKey(question.tenant(), question.agent(), row.getString("session_id")),
                row.getLong("sequence"),
                row.getString("event_id"),
                row.getString("type"),
                row.getInt("revision"),
                row.getString("payload"),
                row.getString("metadata"),
                Instant.ofEpochMilli(row.getLong("occurred_at")));
    }
}
