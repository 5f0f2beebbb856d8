package dev.hector.benchmarks;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.hector.events.AgentConfigured;
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
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.EventLog;
import dev.hector.store.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sessions with a past: the events that turns would have stored, appended to the log many turns at a time. Where memory
 * is summarised, one summary covers all but the newest turns.
 */
final class Histories {

    static final int EVENTS_PER_TURN = 4;

    private static final String ANSWER =
            "The river is the Aare, and it is two hundred and eighty-eight kilometres long from its source.";
    private static final String DIGEST = "0".repeat(64);
    private static final int TURNS_PER_APPEND = 50;

    /** About 60 percent of what the default budget holds. */
    private static final int TURNS_KEPT = 45;

    private final EventLog log;
    private final MemorySettings memory;

    Histories(EventLog log, MemorySettings memory) {
        this.log = log;
        this.memory = memory;
    }

    List<SessionKey> write(int sessions, int messages) {
        return IntStream.range(0, sessions).mapToObj(_ -> write(messages)).toList();
    }

    /** A session with so many messages, half of them answers. */
    SessionKey write(int messages) {
        var session = new SessionKey(SessionKey.DEFAULT_TENANT, Agents.NAME, "sess_" + UlidCreator.getUlid());
        var version = append(session, 0, begin(memory));
        for (var left = messages / 2; left > 0; left -= TURNS_PER_APPEND) {
            version = append(session, version, turns(Math.min(left, TURNS_PER_APPEND)));
        }
        var summarised = version - TURNS_KEPT * EVENTS_PER_TURN;
        if (memory.strategy() == Strategy.SUMMARY_BUFFER && summarised > TURNS_KEPT * EVENTS_PER_TURN) {
            append(session, version, List.of(summary(summarised)));
        }
        return session;
    }

    /** The first events of a session that has turns only. */
    static List<SessionEvent> events(int count) {
        var events = new ArrayList<>(begin(MemorySettings.DEFAULT));
        events.addAll(turns(count / EVENTS_PER_TURN + 1));
        return List.copyOf(events.subList(0, count));
    }

    private static List<SessionEvent> begin(MemorySettings memory) {
        return List.of(new SessionCreated("anonymous", null, Map.of()), new AgentConfigured("demo", "", memory));
    }

    private static List<SessionEvent> turns(int count) {
        var events = new ArrayList<SessionEvent>();
        for (var i = 0; i < count; i++) {
            events.addAll(turn());
        }
        return events;
    }

    private static List<SessionEvent> turn() {
        var turn = "turn_" + UlidCreator.getMonotonicUlid();
        var question = message(Role.USER, Callers.TEXT, turn);
        var answer = message(Role.ASSISTANT, ANSWER, turn);
        return List.of(
                question,
                new TurnStarted(turn, question.messageId(), 1, "proc_" + UlidCreator.getUlid(), Instant.now()),
                answer,
                new TurnCompleted(turn, answer.messageId(), 1, "demo", "stop", new Usage(200, 22), 41, 200, DIGEST));
    }

    private static MessageAppended message(Role role, String text, String turn) {
        var id = "msg_" + UlidCreator.getMonotonicUlid();
        return role == Role.USER
                ? new MessageAppended(id, role, text, 20, List.of(), null, turn, id, DIGEST, null, Map.of())
                : new MessageAppended(id, role, text, 22, List.of(), null, turn, null, null, null, Map.of());
    }

    private static MemorySummarised summary(long through) {
        return new MemorySummarised(1, through, "They spoke of rivers. ".repeat(40), 240, "extractive", 3300, 2600);
    }

    private long append(SessionKey session, long version, List<SessionEvent> events) {
        var cause = new EventMetadata("ada", "req_" + UlidCreator.getUlid(), null);
        var stored = events.stream()
                .map(event -> new NewEvent("evt_" + UlidCreator.getMonotonicUlid(), event, cause, Instant.now()))
                .toList();
        var result = log.append(new Append(session, version, stored));
        if (result instanceof AppendResult.Appended appended) {
            return appended.version();
        }
        throw new IllegalStateException("Refused: " + result);
    }
}
