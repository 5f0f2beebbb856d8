package dev.hector.memory;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.EventMetadata;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnStarted;
import dev.hector.events.Usage;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.events.memory.TokenCounter;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.NewEvent;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.store.StoredEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A store in memory with one agent of each strategy, named like it. */
final class Fixture implements SummaryRecorder, AutoCloseable {

    static final TokenCounter COUNTER =
            text -> text.isBlank() ? 0 : text.strip().split("\\s+").length;
    static final MemorySettings SUMMARY_BUFFER = new MemorySettings(Strategy.SUMMARY_BUFFER, 20, 200, 0.8, 0.6);
    static final MemorySettings BUFFER_WINDOW = new MemorySettings(Strategy.BUFFER_WINDOW, 6, 1000, 0.8, 0.6);
    static final MemorySettings TOKEN_WINDOW = new MemorySettings(Strategy.TOKEN_WINDOW, 20, 120, 0.8, 0.6);

    final HectorConfig config = config();
    final SessionStores stores = SessionStores.of(config);

    private static HectorConfig config() {
        var agents = new LinkedHashMap<String, AgentConfig>();
        for (var settings : List.of(SUMMARY_BUFFER, BUFFER_WINDOW, TOKEN_WINDOW)) {
            var name = settings.strategy().wireName();
            agents.put(name, new AgentConfig(name, null, "Be brief.", null, settings, null, List.of(), false));
        }
        return new HectorConfig(agents, Map.of(), Map.of(), SessionsConfig.DEFAULT);
    }

    SessionStore store() {
        return stores.forAgent(Strategy.SUMMARY_BUFFER.wireName());
    }

    SessionKey session(MemorySettings settings, String id) {
        return SessionKey.of(settings.strategy().wireName(), id);
    }

    SessionKey created(MemorySettings settings, String id) {
        var session = session(settings, id);
        append(session, new SessionCreated("anna", null, Map.of()));
        return session;
    }

    void append(SessionKey session, SessionEvent... events) {
        var version = store().log().version(session);
        if (!(append(session, version, events) instanceof AppendResult.Appended)) {
            throw new IllegalStateException("somebody else appended to " + session);
        }
    }

    void turn(SessionKey session, String question, String answer) {
        var turn = "turn_" + UUID.randomUUID();
        append(
                session,
                message(Role.USER, question, turn),
                new TurnStarted(turn, "msg_" + turn + "_user", 1, "test", Instant.EPOCH),
                message(Role.ASSISTANT, answer, turn),
                new TurnCompleted(turn, "msg_" + turn + "_assistant", 1, "m", "stop", new Usage(1, 1), 1, 1, "d"));
    }

    static MessageAppended message(Role role, String content, String turn) {
        var id = "msg_" + turn + "_" + role.wireName();
        return new MessageAppended(
                id, role, content, COUNTER.count(content), List.of(), null, turn, null, null, null, Map.of());
    }

    List<SessionEvent> events(SessionKey session) {
        return store().log().readSession(session, SessionRange.after(0, 10_000)).stream()
                .map(StoredEvent::event)
                .toList();
    }

    List<MemorySummarised> summaries(SessionKey session) {
        return events(session).stream()
                .filter(MemorySummarised.class::isInstance)
                .map(MemorySummarised.class::cast)
                .toList();
    }

    /** Records like the command service: refuses what is outdated. */
    @Override
    public synchronized boolean record(SessionKey session, MemorySummarised summary, long summarisedThrough) {
        while (true) {
            var current = summaries(session).stream()
                    .mapToLong(MemorySummarised::to)
                    .max()
                    .orElse(0);
            if (current != summarisedThrough) {
                return false;
            }
            if (append(session, store().log().version(session), summary) instanceof AppendResult.Appended) {
                return true;
            }
        }
    }

    private AppendResult append(SessionKey session, long version, SessionEvent... events) {
        var fresh = List.of(events).stream()
                .map(event -> new NewEvent(
                        "evt_" + UlidCreator.getMonotonicUlid(), event, EventMetadata.SYSTEM, Instant.EPOCH))
                .toList();
        return store().log().append(new Append(session, version, fresh));
    }

    static String words(int count) {
        return "word ".repeat(count).strip();
    }

    @Override
    public void close() {
        stores.close();
    }
}
