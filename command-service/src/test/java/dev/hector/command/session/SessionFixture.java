package dev.hector.command.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.command.session.SessionCommand.AppendMessages;
import dev.hector.command.session.SessionCommand.CompleteTurn;
import dev.hector.command.session.SessionCommand.CreateSession;
import dev.hector.command.session.SessionCommand.EndSession;
import dev.hector.command.session.SessionCommand.FailTurn;
import dev.hector.command.session.SessionCommand.NewMessage;
import dev.hector.command.session.SessionCommand.RecordRecall;
import dev.hector.command.session.SessionCommand.RecordSummary;
import dev.hector.command.session.SessionCommand.StartTurn;
import dev.hector.events.AgentConfigured;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.MessageContent;
import dev.hector.events.RecalledMemory;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionEvent;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.TurnStarted;
import dev.hector.events.Usage;
import dev.hector.events.memory.MemorySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Given events, when a command comes, then these events or that refusal. Below it, one builder an event and command. */
public final class SessionFixture {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final Duration LEASE = Duration.ofSeconds(15);
    public static final String OWNER = "alice";

    /** So many keys a session's state knows. */
    public static final int KEYS = RecentKeys.WINDOW;

    private static final RecalledMemory MEMORY = new RecalledMemory("mem_1", "s2", 3, "user", null, Instant.EPOCH, 0.5);

    static final AgentConfigured PROFILE = new AgentConfigured("demo", "Be kind.", MemorySettings.DEFAULT);

    private SessionState state = SessionState.NONE;
    private Instant now = START;
    private Limits limits = Limits.NONE;
    private @Nullable String user;
    private @Nullable IdempotencyRecord earlier;
    private @Nullable Instant renewedUntil;

    SessionFixture and(SessionEvent... events) {
        for (var event : events) {
            state = state.with(event, state.version() + 1, now);
        }
        return this;
    }

    SessionFixture after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    SessionFixture by(String name) {
        user = name;
        return this;
    }

    SessionFixture limits(@Nullable Duration idle, @Nullable Duration total) {
        limits = new Limits(idle, total);
        return this;
    }

    SessionFixture remembering(IdempotencyRecord recorded) {
        earlier = recorded;
        return this;
    }

    SessionFixture renewedUntil(Instant until) {
        renewedUntil = until;
        return this;
    }

    Then when(SessionCommand command) {
        var at = new DecisionContext(
                now, limits, user, earlier == null ? Map.of() : Map.of(earlier.key(), earlier), renewedUntil);
        return new Then(SessionDecider.decide(command, state, at));
    }

    record Then(Decision decision) {

        /** Failures' details are for people. */
        Then then(SessionEvent... expected) {
            assertThat(decision.events())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("detail")
                    .containsExactly(expected);
            return this;
        }

        /** These of the events are the system's own doing, the others the sender's. */
        Then found(SessionEvent... expected) {
            assertThat(decision.found())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("detail")
                    .containsExactly(expected);
            return this;
        }

        Then thenNothing() {
            assertThat(decision.events()).isEmpty();
            return this;
        }

        Then answers(Answer expected) {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Accepted.class,
                            it -> assertThat(it.answer()).isEqualTo(expected));
            return this;
        }

        Then refuses(CommandRefusal expected) {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Refused.class,
                            it -> assertThat(it.refusal()).isEqualTo(expected));
            return this;
        }
    }

    // Events

    static SessionCreated created() {
        return new SessionCreated(OWNER, null, Map.of());
    }

    static AgentConfigured configured() {
        return PROFILE;
    }

    static MessageAppended asked(int turn) {
        return message(turn, Role.USER, "Question " + turn, "turn_" + turn);
    }

    static TurnStarted started(int turn, int attempt) {
        return started(turn, attempt, START);
    }

    static TurnStarted started(int turn, int attempt, Instant at) {
        return new TurnStarted("turn_" + turn, "msg_" + turn, attempt, "gateway-1", at.plus(LEASE));
    }

    static MessageAppended answered(int turn) {
        return new MessageAppended(
                "answer_" + turn,
                Role.ASSISTANT,
                "Answer " + turn,
                2,
                List.of(),
                null,
                "turn_" + turn,
                null,
                null,
                null,
                Map.of());
    }

    static TurnCompleted completed(int turn, int attempt) {
        return new TurnCompleted(
                "turn_" + turn, "answer_" + turn, attempt, "demo", "stop", new Usage(3, 2), 4, 3, "digest");
    }

    static MemoriesRecalled recalled(int turn, int attempt) {
        return new MemoriesRecalled("turn_" + turn, attempt, List.of(MEMORY));
    }

    static TurnFailed failed(int turn, int attempt, Code code) {
        return new TurnFailed("turn_" + turn, attempt, code, "");
    }

    static MessageAppended appended(int message) {
        return message(message, Role.USER, "Question " + message, null);
    }

    static MemorySummarised summarised(long from, long to) {
        return new MemorySummarised(from, to, "They met.", 3, "extractive", 10, 5);
    }

    static SessionEnded ended() {
        return ended(Reason.COMPLETED);
    }

    static SessionEnded ended(Reason reason) {
        return new SessionEnded(reason);
    }

    static SessionEnded deleted() {
        return ended(Reason.DELETED);
    }

    private static MessageAppended message(int number, Role role, String content, @Nullable String turnId) {
        return new MessageAppended(
                "msg_" + number,
                role,
                content,
                2,
                List.of(),
                null,
                turnId,
                "key_" + number,
                digest(number),
                null,
                Map.of());
    }

    // Commands

    public static CreateSession create() {
        return new CreateSession(OWNER, null, Map.of(), false);
    }

    static CreateSession createOrGet() {
        return new CreateSession(OWNER, null, Map.of(), true);
    }

    public static StartTurn start(int turn) {
        return start(turn, "key_" + turn, PROFILE, null);
    }

    public static StartTurn startKeyed(int turn, String key) {
        return start(turn, key, PROFILE, null);
    }

    /** A client's second try of a turn's message: it comes with a turn of its own. */
    static StartTurn startAgain(int turn) {
        var first = start(turn);
        return new StartTurn(
                "turn_again",
                "msg_again",
                first.key(),
                first.digest(),
                first.content(),
                first.tokens(),
                first.metadata(),
                first.owner(),
                first.lease(),
                first.profile(),
                first.ifVersion());
    }

    static StartTurn startUnkeyed(int turn) {
        return start(turn, null, PROFILE, null);
    }

    public static StartTurn startIfVersion(int turn, long version) {
        return start(turn, "key_" + turn, PROFILE, version);
    }

    static StartTurn startOf(int turn, AgentConfigured profile) {
        return start(turn, "key_" + turn, profile, null);
    }

    private static StartTurn start(int turn, @Nullable String key, AgentConfigured profile, @Nullable Long ifVersion) {
        return new StartTurn(
                "turn_" + turn,
                "msg_" + turn,
                key,
                digest(turn),
                MessageContent.of("Question " + turn),
                2,
                Map.of(),
                "gateway-1",
                LEASE,
                profile,
                ifVersion);
    }

    static RecordRecall recall(int turn, int attempt) {
        return new RecordRecall("turn_" + turn, attempt, List.of(MEMORY));
    }

    public static CompleteTurn complete(int turn, int attempt) {
        return new CompleteTurn(
                "turn_" + turn,
                attempt,
                "answer_" + turn,
                "Answer " + turn,
                2,
                "demo",
                "stop",
                new Usage(3, 2),
                4,
                3,
                "digest");
    }

    public static FailTurn fail(int turn, int attempt, Code code) {
        return new FailTurn("turn_" + turn, attempt, code, "");
    }

    public static AppendMessages append(int... messages) {
        return new AppendMessages(
                Arrays.stream(messages)
                        .mapToObj(message -> message(message, "key_" + message))
                        .toList(),
                null);
    }

    public static AppendMessages append(NewMessage... messages) {
        return new AppendMessages(List.of(messages), null);
    }

    static AppendMessages appendKeyed(int message, String key) {
        return append(message(message, key));
    }

    public static NewMessage message(int message, @Nullable String key) {
        return new NewMessage(
                "msg_" + message,
                key,
                digest(message),
                Role.USER,
                MessageContent.of("Question " + message),
                2,
                List.of(),
                null,
                Map.of(),
                null);
    }

    static RecordSummary summarise(long from, long to, long summarisedThrough) {
        return summarise(from, to, summarisedThrough, "They met.");
    }

    static RecordSummary summarise(long from, long to, long summarisedThrough, String text) {
        return new RecordSummary(from, to, text, 3, "extractive", 10, 5, summarisedThrough);
    }

    public static EndSession end() {
        return new EndSession(Reason.COMPLETED, null);
    }

    public static EndSession delete() {
        return new EndSession(Reason.DELETED, null);
    }

    static String digest(int number) {
        return "%064x".formatted(number);
    }
}
