package dev.hector.benchmarks;

import dev.hector.command.session.Decision;
import dev.hector.command.session.DecisionContext;
import dev.hector.command.session.Limits;
import dev.hector.command.session.SessionCommand;
import dev.hector.command.session.SessionDecider;
import dev.hector.command.session.SessionState;
import dev.hector.events.EventJson;
import dev.hector.events.MessageContent;
import dev.hector.events.Role;
import dev.hector.events.SessionEvent;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.events.memory.ModelContext;
import dev.hector.events.memory.WorkingMemory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is computed without a database: JSON, decisions, folds. Public since the harness calls it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PureEvents {

    /** Two begin the session, and two the last of its turns. */
    private static final int EVENTS = 1000;

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<SessionEvent> events = Histories.events(EVENTS);
    private final SessionEvent message = events.get(2);
    private final String json = EventJson.write(message);
    private final SessionState state = folded(EVENTS - 2);
    private final WorkingMemory summarising = memory(Agents.remembering(Strategy.SUMMARY_BUFFER), 100);
    private final SessionCommand append = new SessionCommand.AppendMessages(
            List.of(new SessionCommand.NewMessage(
                    "msg_1",
                    "msg_1",
                    "0".repeat(64),
                    Role.USER,
                    MessageContent.of(Callers.TEXT),
                    20,
                    List.of(),
                    null,
                    Map.of(),
                    null)),
            null);
    private final DecisionContext context = new DecisionContext(NOW, Limits.NONE, null, Map.of(), null);

    /** What is measured must be what is meant. */
    @Setup
    public void check() {
        if (!(decide() instanceof Decision.Accepted)) {
            throw new IllegalStateException("The decider refuses: " + decide());
        }
    }

    @Benchmark
    public String writeOneEvent() {
        return EventJson.write(message);
    }

    @Benchmark
    public SessionEvent readOneEvent() {
        return EventJson.read("MessageAppended", 1, json);
    }

    @Benchmark
    public Decision decide() {
        return SessionDecider.decide(append, state, context);
    }

    @Benchmark
    public SessionState foldStateOf1000Events() {
        return folded(EVENTS);
    }

    @Benchmark
    public WorkingMemory foldWindowOf1000Events() {
        return memory(Agents.remembering(Strategy.BUFFER_WINDOW), EVENTS);
    }

    @Benchmark
    public WorkingMemory foldTokensOf1000Events() {
        return memory(Agents.remembering(Strategy.TOKEN_WINDOW), EVENTS);
    }

    /** Puts together what a model is given, with its digest; there is nothing that must be counted or clipped. */
    @Benchmark
    public ModelContext contextOf50MessagesWithDigest() {
        return summarising.context("", text -> text.length() / 4);
    }

    private SessionState folded(int count) {
        var folded = SessionState.NONE;
        for (var i = 0; i < count; i++) {
            folded = folded.with(events.get(i), i + 1L, NOW);
        }
        return folded;
    }

    private WorkingMemory memory(MemorySettings settings, int count) {
        var memory = WorkingMemory.empty(settings);
        for (var i = 0; i < count; i++) {
            memory = memory.with(i + 1L, events.get(i));
        }
        return memory;
    }
}
