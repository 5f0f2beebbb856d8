package dev.hector.command.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.command.session.SessionCommand.CompleteTurn;
import dev.hector.command.session.SessionCommand.ExpireSession;
import dev.hector.command.session.SessionCommand.FailLostTurn;
import dev.hector.events.MessageAppended;
import dev.hector.events.MessageContent;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.TurnStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** What holds for any commands in any order at any time, and does not hold for a decider that is wrong. */
class SessionDeciderPropertyTest {

    private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), Duration.ofHours(2));
    private static final int SAMPLES = 2_000;

    private interface Decider {

        Decision decide(SessionCommand command, SessionState state, DecisionContext at);
    }

    @Property(tries = 500)
    void neverOpensTwoTurnsAndEndsEachOnce(@ForAll("histories") List<Step> steps) {
        endsEachTurnOnce(run(steps));
    }

    private static void endsEachTurnOnce(History history) {
        var open = new HashSet<String>();
        var ended = new HashSet<String>();
        for (var event : history.log()) {
            switch (event) {
                case TurnStarted turn -> {
                    assertThat(open)
                            .as("open turns when %s starts", turn.turnId())
                            .isEmpty();
                    open.add(turn.turnId());
                }
                case TurnCompleted turn ->
                    assertThat(open.remove(turn.turnId()) && ended.add(turn.turnId()))
                            .isTrue();
                case TurnFailed turn ->
                    assertThat(open.remove(turn.turnId()) && ended.add(turn.turnId()))
                            .isTrue();
                case SessionEnded _ -> assertThat(open).isEmpty();
                default -> {}
            }
        }
    }

    @Property(tries = 500)
    void storesNoMessageAfterTheEndAndNoKeyTwice(@ForAll("histories") List<Step> steps) {
        storesNoKeyTwiceAndNothingAfterTheEnd(run(steps));
    }

    private static void storesNoKeyTwiceAndNothingAfterTheEnd(History history) {
        var keys = new HashSet<String>();
        var over = false;
        for (var event : history.log()) {
            if (event instanceof MessageAppended message) {
                assertThat(over).as("ended before %s", message.messageId()).isFalse();
                assertThat(message.key() == null || keys.add(message.key())).isTrue();
            }
            over |= event instanceof SessionEnded;
        }
    }

    @Property(tries = 500)
    void answersForEachMessageWithWhereItIs(@ForAll("histories") List<Step> steps) {
        var history = new History(SessionDecider::decide);
        for (var step : steps) {
            if (history.take(step) instanceof Decision.Accepted(var _, var done, Answer.MessagesStored stored)) {
                var messages = ((SessionCommand.AppendMessages) step.command()).messages();
                assertThat(stored.messages()).hasSameSizeAs(messages);
                assertThat(stored.messages()).filteredOn(it -> !it.existing()).hasSameSizeAs(done);
                for (var index = 0; index < messages.size(); index++) {
                    assertIsThere(
                            stored.messages().get(index), messages.get(index).content(), history.log());
                }
            }
        }
    }

    private static void assertIsThere(Answer.MessageStored stored, MessageContent content, List<SessionEvent> log) {
        assertThat(log.get((int) stored.sequence() - 1)).isInstanceOfSatisfying(MessageAppended.class, it -> {
            assertThat(it.messageId()).isEqualTo(stored.messageId());
            assertThat(it.content()).isEqualTo(content);
        });
    }

    @Property(tries = 500)
    void closesNoTurnButTheOneThatTheAnswerIsOf(@ForAll("histories") List<Step> steps) {
        closesOnlyItsOwnTurn(steps, new History(SessionDecider::decide));
    }

    private static void closesOnlyItsOwnTurn(List<Step> steps, History history) {
        for (var step : steps) {
            var events = history.take(step).events();
            if (step.command() instanceof CompleteTurn complete && !events.isEmpty()) {
                assertThat(events.getLast())
                        .isInstanceOfSatisfying(
                                TurnCompleted.class,
                                it -> assertThat(List.of(it.turnId(), it.attempt()))
                                        .isEqualTo(List.of(complete.turnId(), complete.attempt())));
            }
        }
    }

    @Property(tries = 500)
    void takesNoTurnFromAnOwnerThatHoldsIt(@ForAll("histories") List<Step> steps) {
        takesOnlyLostTurns(run(steps));
    }

    private static void takesOnlyLostTurns(History history) {
        var held = Instant.MIN;
        for (var index = 0; index < history.log().size(); index++) {
            switch (history.log().get(index)) {
                case TurnStarted turn -> held = turn.leaseUntil();
                case TurnFailed turn
                when turn.code() == Code.OWNER_LOST ->
                    assertThat(history.times().get(index)).isAfterOrEqualTo(held);
                default -> {}
            }
        }
    }

    @Property(tries = 500)
    void decidesAlikeWhenOnlyTheLogRemembersTheKey(@ForAll("histories") List<Step> steps) {
        var history = new History(SessionDecider::decide);
        for (var step : steps) {
            assertThat(history.decide(step.command(), forgetful(history.state())))
                    .isEqualTo(history.decide(step.command(), history.state()));
            history.take(step);
        }
    }

    @Property(tries = 1)
    void findsADeciderThatIsWrong() {
        assertFound(
                (command, state, at) -> decide(command, with(state, Turns.NONE), at),
                (steps, history) -> endsEachTurnOnce(taken(steps, history)));
        assertFound(
                (command, state, at) -> decide(command, unended(state), at),
                (steps, history) -> storesNoKeyTwiceAndNothingAfterTheEnd(taken(steps, history)));
        assertFound(
                (command, state, at) -> decide(command, forgetful(state), unaware(at)),
                (steps, history) -> storesNoKeyTwiceAndNothingAfterTheEnd(taken(steps, history)));
        assertFound(
                (command, state, at) -> decide(command, state, later(at)),
                (steps, history) -> takesOnlyLostTurns(taken(steps, history)));
        assertFound(
                (command, state, at) -> decide(ofTheOpenTurn(command, state), state, at),
                (steps, history) -> closesOnlyItsOwnTurn(steps, history));
    }

    private void assertFound(Decider mutant, BiConsumer<List<Step>, History> property) {
        var found = histories().sampleStream().limit(SAMPLES).anyMatch(steps -> {
            try {
                property.accept(steps, new History(mutant));
                return false;
            } catch (AssertionError _) {
                return true;
            }
        });
        assertThat(found)
                .as("one of %d histories shows that the decider is wrong", SAMPLES)
                .isTrue();
    }

    private static Decision decide(SessionCommand command, SessionState state, DecisionContext at) {
        return SessionDecider.decide(command, state, at);
    }

    private static SessionState with(SessionState state, Turns turns) {
        return state(state, state.endReason(), turns, state.keys());
    }

    private static SessionState unended(SessionState state) {
        return state(state, null, state.turns(), state.keys());
    }

    /** As after so many messages that no key of these is among the newest. */
    private static SessionState forgetful(SessionState state) {
        return state(
                state,
                state.endReason(),
                state.turns(),
                new RecentKeys(state.keys().total(), List.of()));
    }

    private static SessionState state(
            SessionState state, SessionEnded.@Nullable Reason end, Turns turns, RecentKeys keys) {
        return new SessionState(
                state.version(),
                state.owner(),
                state.createdAt(),
                state.lastActivityAt(),
                end,
                state.profile(),
                turns,
                keys,
                state.summarisedThrough());
    }

    private static DecisionContext unaware(DecisionContext at) {
        return new DecisionContext(at.now(), at.limits(), at.user(), Map.of(), at.renewedUntil());
    }

    private static DecisionContext later(DecisionContext at) {
        var now = at.now().plus(SessionFixture.LEASE);
        return new DecisionContext(now, at.limits(), at.user(), at.earlier(), at.renewedUntil());
    }

    private static SessionCommand ofTheOpenTurn(SessionCommand command, SessionState state) {
        var open = state.turns().open();
        return command instanceof CompleteTurn complete && open != null
                ? new CompleteTurn(
                        open.turnId(),
                        open.attempt(),
                        complete.messageId(),
                        complete.content(),
                        complete.tokens(),
                        complete.model(),
                        complete.finishReason(),
                        complete.usage(),
                        complete.contextThrough(),
                        complete.contextTokens(),
                        complete.contextDigest())
                : command;
    }

    @Property(tries = 500)
    void attemptsGrow(@ForAll("histories") List<Step> steps) {
        var attempts = run(steps).log().stream()
                .filter(TurnStarted.class::isInstance)
                .map(event -> ((TurnStarted) event).attempt())
                .toList();
        assertThat(attempts).isSorted().doesNotHaveDuplicates();
    }

    @Property(tries = 500)
    void namesTheSequenceOfTheTurnThatStarted(@ForAll("histories") List<Step> steps) {
        var history = run(steps);
        history.turns()
                .forEach((startedSequence, turnId) -> assertThat(history.log().get(startedSequence.intValue() - 1))
                        .isInstanceOfSatisfying(
                                TurnStarted.class, it -> assertThat(it.turnId()).isEqualTo(turnId)));
    }

    @Property(tries = 500)
    void repeatingAnAcceptedCommandStoresNothing(@ForAll("histories") List<Step> steps) {
        var history = new History(SessionDecider::decide);
        for (var step : steps) {
            if (history.take(step) instanceof Decision.Accepted
                    && !(step.command() instanceof SessionCommand.RecordSummary)
                    && !hasMessageWithoutKey(step.command())) {
                assertThat(history.decide(step.command(), history.state()).events())
                        .isEmpty();
            }
        }
    }

    private static boolean hasMessageWithoutKey(SessionCommand command) {
        return command instanceof SessionCommand.AppendMessages append
                && append.messages().stream().anyMatch(message -> message.key() == null);
    }

    @Property(tries = 200)
    void foldingTheLogGivesTheStateThatWasDecidedOn(@ForAll("histories") List<Step> steps) {
        var history = run(steps);
        var folded = SessionState.NONE;
        for (var index = 0; index < history.log().size(); index++) {
            folded = folded.with(
                    history.log().get(index), index + 1, history.times().get(index));
        }
        assertThat(folded).isEqualTo(history.state());
        assertThat(folded.keys().newest()).hasSizeLessThanOrEqualTo(RecentKeys.WINDOW);
    }

    private static History run(List<Step> steps) {
        return taken(steps, new History(SessionDecider::decide));
    }

    private static History taken(List<Step> steps, History history) {
        steps.forEach(history::take);
        return history;
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        var turn = Arbitraries.integers().between(1, 6);
        var attempt = Arbitraries.integers().between(1, 4);
        var commands = Arbitraries.<SessionCommand>frequencyOf(
                Tuple.of(8, turn.map(SessionFixture::start)),
                Tuple.of(8, Combinators.combine(turn, attempt).as(SessionFixture::complete)),
                Tuple.of(
                        3,
                        Combinators.combine(turn, attempt).as((t, a) -> SessionFixture.fail(t, a, Code.MODEL_FAILED))),
                Tuple.of(3, Combinators.combine(turn, attempt).as((t, a) -> new FailLostTurn("turn_" + t, a))),
                Tuple.of(3, turn.map(number -> SessionFixture.append(number + 100))),
                Tuple.of(3, batches()),
                Tuple.of(2, turn.map(to -> SessionFixture.summarise(1, to, 0))),
                Tuple.of(2, Arbitraries.just(SessionFixture.createOrGet())),
                Tuple.of(1, Arbitraries.just(new ExpireSession())),
                Tuple.of(1, Arbitraries.of(SessionFixture.end(), SessionFixture.delete())));
        var pauses = Arbitraries.frequency(
                Tuple.of(10, Duration.ofSeconds(1)),
                Tuple.of(2, SessionFixture.LEASE),
                Tuple.of(1, Duration.ofMinutes(9)));
        var created = new Step(SessionFixture.create(), Duration.ZERO);
        return Combinators.combine(commands, pauses)
                .as(Step::new)
                .list()
                .ofMaxSize(60)
                .map(rest -> {
                    var steps = new ArrayList<>(List.of(created));
                    steps.addAll(rest);
                    return steps;
                });
    }

    /** Several messages, some that came before, some with the key of a turn or of another message, some without. */
    private static Arbitrary<SessionCommand> batches() {
        var number = Arbitraries.integers().between(100, 108);
        var known = number.map(message -> SessionFixture.message(message, "key_" + message));
        var other = Combinators.combine(number, Arbitraries.integers().between(98, 108))
                .as((message, key) -> SessionFixture.message(message, "key_" + key));
        var keyless = number.map(message -> SessionFixture.message(message, null));
        return Arbitraries.frequencyOf(Tuple.of(16, known), Tuple.of(1, other), Tuple.of(1, keyless))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(messages -> new SessionCommand.AppendMessages(messages, null));
    }

    /** A command, sent so long after the one before. */
    record Step(SessionCommand command, Duration pause) {}

    /** A log that grows by what is decided; it answers for keys as the store does, however old they are. */
    private static final class History {

        private final Decider decider;
        private final List<SessionEvent> log = new ArrayList<>();
        private final List<Instant> times = new ArrayList<>();
        private final Map<Long, String> turns = new HashMap<>();
        private SessionState state = SessionState.NONE;
        private Instant now = SessionFixture.START;

        History(Decider decider) {
            this.decider = decider;
        }

        Decision take(Step step) {
            now = now.plus(step.pause());
            var decision = decide(step.command(), state);
            decision.events().forEach(this::append);
            if (decision instanceof Decision.Accepted(var _, var _, Answer.TurnOpened turn)) {
                turns.put(turn.startedSequence(), turn.turnId());
            }
            return decision;
        }

        Decision decide(SessionCommand command, SessionState on) {
            return decider.decide(command, on, new DecisionContext(now, LIMITS, null, recorded(command.keys()), null));
        }

        private Map<String, IdempotencyRecord> recorded(Set<String> keys) {
            var recorded = new HashMap<String, IdempotencyRecord>();
            for (var index = 0; index < log.size(); index++) {
                var sequence = index + 1L;
                switch (log.get(index)) {
                    case MessageAppended message
                    when message.key() != null && keys.contains(message.key()) ->
                        recorded.put(message.key(), IdempotencyRecord.of(message, sequence));
                    case TurnStarted turn ->
                        recorded.replaceAll((_, found) ->
                                turn.turnId().equals(found.turnId()) ? found.opened(turn.attempt(), sequence) : found);
                    default -> {}
                }
            }
            return recorded;
        }

        private void append(SessionEvent event) {
            log.add(Objects.requireNonNull(event));
            times.add(now);
            state = state.with(event, log.size(), now);
        }

        List<SessionEvent> log() {
            return log;
        }

        List<Instant> times() {
            return times;
        }

        Map<Long, String> turns() {
            return turns;
        }

        SessionState state() {
            return state;
        }
    }
}
