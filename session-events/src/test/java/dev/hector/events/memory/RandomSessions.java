package dev.hector.events.memory;

import dev.hector.events.BlobReference;
import dev.hector.events.DataPart;
import dev.hector.events.MediaPart;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.MessageContent;
import dev.hector.events.RecalledMemory;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.TextPart;
import dev.hector.events.ToolCall;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.TurnStarted;
import dev.hector.events.Usage;
import dev.hector.events.memory.MemorySettings.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as they come: turns that are answered, fail or never end, that recall something or nothing, tool calls with some, all or repeated
 * results, imports in any order of roles, blank and long messages, parts of every type, arguments that are no JSON object.
 */
final class RandomSessions {

    static final TokenCounter COUNTER = text -> (text.length() + 3) / 4;

    private static final List<String> ARGUMENTS =
            List.of("{}", "", "[1, 2]", "{\"q\": \"teal\"", "{\"q\":\"a\"}", "null");

    private static final BlobReference BLOB = new BlobReference("0f".repeat(32), 20_000);

    enum Kind {
        ANSWERED_TURN,
        FAILED_TURN,
        ENDLESS_TURN,
        IMPORTED_USER,
        IMPORTED_ASSISTANT,
        IMPORTED_TOOL,
        IMPORTED_CALLS,
        IMPORTED_SYSTEM,
        IMPORTED_DEVELOPER,
        CLOSED_TWICE
    }

    /** One thing that happens; {@code results} beyond {@code calls} answer a call twice. */
    record Step(Kind kind, int length, int calls, int results) {}

    private final List<SessionEvent> events = new ArrayList<>();
    private int ids;

    private RandomSessions() {}

    static Arbitrary<List<Step>> steps() {
        var lengths = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.integers().between(0, 600)), Tuple.of(1, Arbitraries.of(5000)));
        var kinds = Arbitraries.of(Kind.class);
        var step = Combinators.combine(
                        kinds,
                        lengths,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 4))
                .as(Step::new);
        return step.list().ofMaxSize(40);
    }

    static Arbitrary<MemorySettings> settings() {
        return Combinators.combine(
                        Arbitraries.of(Strategy.class),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(MemorySettings.LEAST_BUDGET, 1000),
                        Arbitraries.doubles().between(0.3, 1).ofScale(2),
                        Arbitraries.doubles().between(0.1, 0.9).ofScale(2))
                .as((strategy, window, budget, threshold, target) ->
                        new MemorySettings(strategy, window, budget, threshold, threshold * target));
    }

    static Arbitrary<String> instructions() {
        return Arbitraries.of("", "You are a helpful assistant.", "Rule. ".repeat(400));
    }

    static List<SessionEvent> events(List<Step> steps) {
        var session = new RandomSessions();
        session.events.add(new SessionCreated("anna", null, Map.of()));
        steps.forEach(session::happen);
        session.events.add(new SessionEnded(SessionEnded.Reason.COMPLETED));
        return session.events;
    }

    /** The same with the summaries that became due; {@code made} says, over and over, which of them get made. */
    static List<SessionEvent> log(List<Step> steps, MemorySettings settings, List<Boolean> made) {
        var log = new ArrayList<SessionEvent>();
        var memory = WorkingMemory.empty(settings);
        for (var event : events(steps)) {
            log.add(event);
            memory = memory.with(log.size(), event);
            var due = memory.dueSummary("Be brief.", COUNTER);
            if (due.isPresent() && made.get(log.size() % made.size())) {
                log.add(summary(due.get(), log.size()));
                memory = memory.with(log.size(), log.getLast());
            }
        }
        return log;
    }

    static Arbitrary<List<Boolean>> made() {
        return Arbitraries.of(true, false).list().ofMinSize(1).ofMaxSize(5);
    }

    static MemorySummarised summary(WorkingMemory.DueSummary due, int length) {
        var text = "They talked. ".repeat(1 + length);
        return new MemorySummarised(due.from(), due.to(), text, COUNTER.count(text), "test", due.tokensBefore(), 0);
    }

    static WorkingMemory fold(MemorySettings settings, List<SessionEvent> log) {
        var memory = WorkingMemory.empty(settings);
        for (var event : log) {
            memory = memory.with(memory.through() + 1, event);
        }
        return memory;
    }

    private void happen(Step step) {
        switch (step.kind()) {
            case ANSWERED_TURN -> turn(step, true, false);
            case FAILED_TURN -> turn(step, false, true);
            case ENDLESS_TURN -> turn(step, false, false);
            case CLOSED_TWICE -> events.add(new TurnFailed("turn_" + ids, 1, Code.OWNER_LOST, ""));
            case IMPORTED_USER -> say(Role.USER, step.length(), List.of(), null, null);
            case IMPORTED_ASSISTANT -> say(Role.ASSISTANT, step.length(), List.of(), null, null);
            case IMPORTED_TOOL -> say(Role.TOOL, step.length(), List.of(), "call_" + step.calls(), null);
            case IMPORTED_CALLS -> calls(step, null);
            case IMPORTED_SYSTEM -> say(Role.SYSTEM, step.length(), List.of(), null, null);
            case IMPORTED_DEVELOPER -> say(Role.DEVELOPER, step.length(), List.of(), null, null);
        }
    }

    private void turn(Step step, boolean answered, boolean failed) {
        var turn = "turn_" + ++ids;
        var question = say(Role.USER, step.length() + 1, List.of(), null, turn);
        events.add(new TurnStarted(turn, question, 1, "test", Instant.EPOCH));
        recall(turn, step.results());
        if (step.calls() > 0) {
            calls(step, turn);
        }
        if (answered) {
            var answer = say(Role.ASSISTANT, step.length() / 2 + 1, List.of(), null, turn);
            events.add(new TurnCompleted(turn, answer, 1, "m", "stop", new Usage(1, 1), 1, 1, "d"));
        } else if (failed) {
            events.add(new TurnFailed(turn, 1, Code.MODEL_FAILED, ""));
        }
    }

    private void recall(String turn, int count) {
        if (count > 0) {
            var memories = IntStream.rangeClosed(1, count)
                    .mapToObj(i -> new RecalledMemory("mem_" + i, "sess_1", i, "user", null, Instant.EPOCH, 1.0 / i))
                    .toList();
            events.add(new MemoriesRecalled(turn, 1, memories));
        }
    }

    /** What the memory has recalled: short and long, and with what would end a JSON text. */
    static List<Recollection> recollections(WorkingMemory memory) {
        return memory.recalled().stream()
                .map(recalled -> new Recollection(
                        recalled,
                        recalled.sequence() == 3 ? null : "A \"quote\"\n} ".repeat((int) recalled.sequence() * 5)))
                .toList();
    }

    private void calls(Step step, @Nullable String turn) {
        var calls = IntStream.rangeClosed(1, Math.max(1, step.calls()))
                .mapToObj(
                        i -> new ToolCall("call_" + i, "search", ARGUMENTS.get((step.length() + i) % ARGUMENTS.size())))
                .toList();
        say(Role.ASSISTANT, step.length() % 7, calls, null, turn);
        for (var i = 0; i < step.results(); i++) {
            say(Role.TOOL, i == 1 ? 0 : step.length(), List.of(), "call_" + (i % calls.size() + 1), turn);
        }
    }

    private String say(Role role, int length, List<ToolCall> calls, @Nullable String callId, @Nullable String turn) {
        var id = "msg_" + ++ids;
        var content = content(id, length);
        var tokens = content.tokens(COUNTER)
                + calls.stream()
                        .mapToInt(call -> COUNTER.count(call.name()) + COUNTER.count(call.arguments()))
                        .sum();
        events.add(new MessageAppended(id, role, content, tokens, calls, callId, turn, null, null, null, Map.of()));
        return id;
    }

    /** Mostly words; now and then other parts as well, or alone. */
    private static MessageContent content(String id, int length) {
        var words = new TextPart(length == 0 ? "" : id + " " + "word ".repeat(length / 5) + ".");
        return switch (length % 11) {
            case 7 -> MessageContent.of(words, new DataPart("{\"id\": [" + length + ", null]}"));
            case 8 -> MessageContent.of(new MediaPart(MediaPart.Kind.IMAGE, "image/png", "cat.png", BLOB), words);
            case 9 ->
                MessageContent.of(
                        new MediaPart(MediaPart.Kind.FILE, null, null, new MediaPart.Url("https://example.org/a")));
            case 10 -> MessageContent.of(words, new TextPart(" "), new TextPart(""));
            default -> MessageContent.of(words);
        };
    }
}
