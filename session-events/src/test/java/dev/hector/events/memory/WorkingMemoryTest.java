package dev.hector.events.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.ToolCall;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.TurnStarted;
import dev.hector.events.Usage;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.events.memory.WorkingMemory.DueSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkingMemoryTest {

    @Test
    void bufferWindowKeepsTheLastMessages() {
        var memory = given(bufferWindow(2)).turn("One?", "1.").turn("Two?", "2.");

        assertThat(memory.said()).containsExactly("user: Two?", "assistant: 2.");
    }

    @Test
    void bufferWindowKeepsAToolCallWithItsResult() {
        var memory = given(bufferWindow(2))
                .user("Weather?")
                .calls("a", "b")
                .result("a", "sun")
                .result("b", "wind");

        assertThat(memory.said())
                .containsExactly("user: (The assistant speaks first.)", "assistant: ", "tool: sun", "tool: wind");
    }

    @Test
    void bufferWindowKeepsTheOpenTurn() {
        var memory = given(bufferWindow(1)).starts("Weather?").calls("a").result("a", "sun");

        assertThat(memory.said()).containsExactly("user: Weather?", "assistant: ", "tool: sun");
        assertThat(memory.completes("Sunny.").said())
                .containsExactly("user: (The assistant speaks first.)", "assistant: Sunny.");
    }

    @Test
    void tokenWindowKeepsWholeTurns() {
        var memory = given(tokenWindow(70))
                .turn("One?", words(20))
                .turn("Two?", words(20))
                .turn("Three?", words(20));

        assertThat(memory.said())
                .containsExactly("user: Two?", "assistant: " + words(20), "user: Three?", "assistant: " + words(20));
    }

    @Test
    void instructionsStandFirst() {
        var context = given(tokenWindow(100)).turn("One?", "1.").memory().context("Be brief.", COUNTER);

        assertThat(context.messages().getFirst())
                .isEqualTo(ContextMessage.text(Role.SYSTEM, "Be brief.", 2 + ContextMessage.OVERHEAD, 0, 0));
        assertThat(context.tokens()).isEqualTo(6 + 5 + 5);
    }

    @Test
    void summaryIsDueAboveTheThresholdAndLeavesTheTarget() {
        var memory = given(summaryBuffer(100)).turn("One?", words(25)).turn("Two?", words(25));

        assertThat(memory.memory().keptTokens()).isEqualTo(68);
        assertThat(memory.memory().dueSummary()).isEmpty();
        assertThat(memory.turn("Three?", words(25)).memory().dueSummary()).contains(new DueSummary(1, 7, 102));
    }

    @Test
    void summaryStandsBeforeTheKeptTail() {
        var memory =
                given(summaryBuffer(200)).turn("One?", "1.").turn("Two?", "2.").summarised(1, 4, "They counted.");

        assertThat(memory.said().getFirst()).startsWith("system: Summary").endsWith("\nThey counted.");
        assertThat(memory.said().subList(1, 3)).containsExactly("user: Two?", "assistant: 2.");
        assertThat(memory.memory().summarisedThrough()).isEqualTo(4);
        assertThat(memory.memory().context("", COUNTER).messages().getFirst())
                .returns(1L, ContextMessage::fromSequence)
                .returns(4L, ContextMessage::toSequence);
    }

    @Test
    void openTurnIsNotSummarised() {
        var memory = given(summaryBuffer(100))
                .starts("One? " + words(90))
                .user("By the way")
                .user("And another thing");

        assertThat(memory.memory().dueSummary()).isEmpty();
    }

    @Test
    void summaryIsAlsoDueWhenInstructionsTakeTheRoom() {
        var memory = given(summaryBuffer(100))
                .turn("One?", words(25))
                .turn("Two?", words(25))
                .memory();

        assertThat(memory.dueSummary("Be brief.", COUNTER)).isEmpty();
        assertThat(memory.dueSummary(words(40), COUNTER)).contains(new DueSummary(1, 3, 68));
    }

    @Test
    void emptyOldOrDetachedSummaryChangesNothing() {
        var memory =
                given(summaryBuffer(200)).turn("One?", "1.").turn("Two?", "2.").summarised(1, 4, "They counted.");
        var said = memory.said();

        assertThat(memory.summarised(5, 8, " ").said()).isEqualTo(said);
        assertThat(memory.summarised(1, 3, "Old.").said()).isEqualTo(said);
        assertThat(memory.summarised(7, 8, "Detached.").said()).isEqualTo(said);
    }

    @Test
    void windowsPassOverSummaries() {
        var memory = given(tokenWindow(100)).turn("One?", "1.").summarised(1, 3, "They counted.");

        assertThat(memory.said()).containsExactly("user: One?", "assistant: 1.");
    }

    @Test
    void questionsAroundAFailedTurnBecomeOneMessage() {
        var memory = given(tokenWindow(100)).starts("One?").fails().starts("Still there?");

        assertThat(memory.said()).containsExactly("user: One?\n\nStill there?");
    }

    @Test
    void failedTurnWithToolResultsIsClosedVisibly() {
        var memory = given(tokenWindow(100))
                .starts("One?")
                .calls("a")
                .result("a", "")
                .fails()
                .starts("Again?");

        assertThat(memory.said())
                .containsExactly(
                        "user: One?",
                        "assistant: ",
                        "tool: (no output)",
                        "assistant: (There was no answer.)",
                        "user: Again?");
    }

    @Test
    void callsWithoutAllResultsAreLeftOut() {
        var memory = given(tokenWindow(100))
                .user("One?")
                .calls("a", "b")
                .result("a", "sun")
                .user("Well?");

        assertThat(memory.said()).containsExactly("user: One?\n\nWell?");
    }

    @Test
    void messageTooLongByItselfIsClippedVisibly() {
        var context = given(tokenWindow(50))
                .user("begin " + words(500) + " end")
                .memory()
                .context("Be brief.", COUNTER);

        assertThat(context.messages().getLast().content())
                .startsWith("begin ")
                .contains("[…]")
                .endsWith(" end");
        assertThat(context.tokens()).isBetween(40, 50);
    }

    @Test
    void olderTurnsMakeRoomBeforeTheSummaryIsCut() {
        var memory = given(summaryBuffer(100))
                .turn("One?", "1.")
                .summarised(1, 4, words(40))
                .turn("Two?", words(30))
                .user("Three?");

        assertThat(memory.said()).hasSize(2).last().isEqualTo("user: Three?");
        assertThat(memory.user(words(60)).said().getFirst()).contains("[…]");
    }

    @Test
    void endedSessionsMemoryStaysReadable() {
        var memory = given(tokenWindow(100)).turn("One?", "1.").then(new SessionEnded(SessionEnded.Reason.COMPLETED));

        assertThat(memory.said()).containsExactly("user: One?", "assistant: 1.");
    }

    @Test
    void eventIsFoldedOnce() {
        var memory = given(tokenWindow(100)).user("One?").memory();

        assertThatThrownBy(() -> memory.with(1, new SessionEnded(SessionEnded.Reason.COMPLETED)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digestIsThatOfTheCanonicalJson() {
        var call = new ToolCall("call_1", "search", "{}");
        var messages = List.of(
                ContextMessage.text(Role.USER, "Grüße \"\u0001\"\n", 3, 1, 1),
                new ContextMessage(Role.ASSISTANT, "", List.of(call), null, 3, 2, 2),
                new ContextMessage(Role.TOOL, "ok", List.of(), "call_1", 3, 3, 3));

        assertThat(ContextDigest.canonical(messages))
                .isEqualTo("[{\"content\":\"Grüße \\\"\\u0001\\\"\\n\",\"role\":\"user\"},"
                        + "{\"content\":\"\",\"role\":\"assistant\",\"tool_calls\":"
                        + "[{\"arguments\":\"{}\",\"id\":\"call_1\",\"name\":\"search\"}]},"
                        + "{\"content\":\"ok\",\"role\":\"tool\",\"tool_call_id\":\"call_1\"}]");
        assertThat(ContextDigest.of(List.of()))
                .isEqualTo("4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945");
    }

    /** A token is a word. */
    private static final TokenCounter COUNTER =
            text -> text.isBlank() ? 0 : text.strip().split("\\s+").length;

    private static MemorySettings bufferWindow(int messages) {
        return new MemorySettings(Strategy.BUFFER_WINDOW, messages, 1000, 0.8, 0.6);
    }

    private static MemorySettings tokenWindow(int budget) {
        return new MemorySettings(Strategy.TOKEN_WINDOW, 20, budget, 0.8, 0.6);
    }

    private static MemorySettings summaryBuffer(int budget) {
        return new MemorySettings(Strategy.SUMMARY_BUFFER, 20, budget, 0.8, 0.6);
    }

    private static String words(int count) {
        return "word ".repeat(count).strip();
    }

    private static Conversation given(MemorySettings settings) {
        return new Conversation(WorkingMemory.empty(settings), "none");
    }

    private record Conversation(WorkingMemory memory, String open) {

        List<String> said() {
            return memory.context("", COUNTER).messages().stream()
                    .map(message -> message.role().wireName() + ": " + message.content())
                    .toList();
        }

        Conversation turn(String question, String answer) {
            return starts(question).completes(answer);
        }

        Conversation starts(String question) {
            var turn = "turn_" + memory.through();
            return new Conversation(memory, turn)
                    .message(Role.USER, question, List.of(), "")
                    .then(new TurnStarted(turn, "msg_" + (memory.through() + 1), 1, "test", Instant.EPOCH));
        }

        Conversation completes(String answer) {
            var done = new TurnCompleted(open, "msg", 1, "m", "stop", new Usage(1, 1), 1, 1, "d");
            var told = message(Role.ASSISTANT, answer, List.of(), "").then(done);
            return new Conversation(told.memory, "none");
        }

        Conversation fails() {
            return new Conversation(then(new TurnFailed(open, 1, Code.MODEL_FAILED, "")).memory, "none");
        }

        Conversation user(String content) {
            return message(Role.USER, content, List.of(), "");
        }

        Conversation calls(String... ids) {
            var calls = List.of(ids).stream()
                    .map(id -> new ToolCall(id, "search", "{}"))
                    .toList();
            return message(Role.ASSISTANT, "", calls, "");
        }

        Conversation result(String callId, String content) {
            return message(Role.TOOL, content, List.of(), callId);
        }

        Conversation summarised(long from, long to, String text) {
            return then(new MemorySummarised(from, to, text, COUNTER.count(text), "test", 0, 0));
        }

        Conversation message(Role role, String content, List<ToolCall> calls, String callId) {
            var id = "msg_" + (memory.through() + 1);
            var turn = open.equals("none") ? null : open;
            return then(new MessageAppended(
                    id, role, content, COUNTER.count(content), calls, callId, turn, null, null, null, Map.of()));
        }

        Conversation then(SessionEvent event) {
            return new Conversation(memory.with(memory.through() + 1, event), open);
        }
    }
}
