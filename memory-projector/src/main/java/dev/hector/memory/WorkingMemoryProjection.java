package dev.hector.memory;

import dev.hector.events.AgentConfigured;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.events.memory.WorkingMemory.Checkpoint;
import dev.hector.store.SessionNumber;
import dev.hector.store.StoredEvent;
import dev.hector.store.WorkingMemoryLog;
import dev.hector.store.projection.Projection;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Rows of table {@code working_memory}: where a fold of a session may begin under the settings that it has recorded.
 *
 * <p>A row moves with every summary, and under a window with every 50th event; most turns write none. It holds no
 * message, and goes when the session ends.
 */
final class WorkingMemoryProjection implements Projection {

    private static final int STRIDE = 50;

    private static final String WHERE = " WHERE session = " + SessionNumber.OF;

    private static final String MOVE = """
        UPDATE working_memory
        SET settings = :settings, through = :through, first_kept = :first_kept,
          summary_sequence = :summary_sequence, kept_tokens = :kept_tokens\
        """ + WHERE;

    private static final String BEGIN = """
        INSERT INTO working_memory (session, settings, through, first_kept, summary_sequence, kept_tokens)
        VALUES (%s, :settings, :through, :first_kept, :summary_sequence, :kept_tokens)
        """.formatted(SessionNumber.OF);

    private final BiConsumer<SessionKey, SessionEvent> seen;

    /** Everything that is applied is also handed to {@code seen}, which must not block and may hear it again. */
    WorkingMemoryProjection(BiConsumer<SessionKey, SessionEvent> seen) {
        this.seen = seen;
    }

    @Override
    public String name() {
        return "working_memory";
    }

    @Override
    public void apply(JdbcClient rows, StoredEvent stored) {
        var event = stored.event();
        switch (event) {
            case MemorySummarised _ -> moveTo(rows, stored, Strategy.SUMMARY_BUFFER);
            case AgentConfigured configured -> forget(rows, stored.session(), configured.memory());
            case SessionEnded _ -> forget(rows, stored.session());
            case SessionCreated _,
                    MessageAppended _,
                    TurnStarted _,
                    MemoriesRecalled _,
                    TurnCompleted _,
                    TurnFailed _ -> moveWindow(rows, stored);
        }
        seen.accept(stored.session(), event);
    }

    private void moveWindow(JdbcClient rows, StoredEvent event) {
        if (event.sequence() % STRIDE == 0) {
            moveTo(rows, event, Strategy.BUFFER_WINDOW, Strategy.TOKEN_WINDOW);
        }
    }

    private void moveTo(JdbcClient rows, StoredEvent event, Strategy... strategies) {
        var log = WorkingMemoryLog.within(rows);
        var settings = log.configuredAt(event.session(), event.sequence())
                .map(AgentConfigured::memory)
                .orElse(MemorySettings.DEFAULT);
        for (var strategy : strategies) {
            if (settings.strategy() == strategy) {
                var checkpoint =
                        log.at(event.session(), settings, event.sequence()).checkpoint();
                save(rows, event.session(), settings, checkpoint);
            }
        }
    }

    private static void save(JdbcClient rows, SessionKey session, MemorySettings settings, Checkpoint at) {
        if (bind(rows.sql(MOVE), session, settings, at).update() == 0) {
            bind(rows.sql(BEGIN), session, settings, at).update();
        }
    }

    private static StatementSpec bind(StatementSpec sql, SessionKey session, MemorySettings settings, Checkpoint at) {
        return SessionNumber.bind(sql, session)
                .param("settings", settings.fingerprint())
                .param("through", at.through())
                .param("first_kept", at.firstKept())
                .param("summary_sequence", at.summarySequence())
                .param("kept_tokens", at.keptTokens());
    }

    private static void forget(JdbcClient rows, SessionKey session) {
        SessionNumber.bind(rows.sql("DELETE FROM working_memory" + WHERE), session)
                .update();
    }

    /** A row that was made under other settings helps nobody. */
    private static void forget(JdbcClient rows, SessionKey session, MemorySettings unless) {
        SessionNumber.bind(rows.sql("DELETE FROM working_memory" + WHERE + " AND settings <> :settings"), session)
                .param("settings", unless.fingerprint())
                .update();
    }
}
