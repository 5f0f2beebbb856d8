package dev.hector.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.command.SessionCommand.ExpireSession;
import dev.hector.command.SessionCommand.FailLostTurn;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for any commands in any order at any time. */
class SessionDeciderPropertyTest {

    private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), Duration.ofHours(2));

    @Property(tries = 500)
    void neverOpensTwoTurnsAndEndsEachOnce(@ForAll("histories") List<Step> steps) {
        var open = new HashSet<String>();
        var ended = new HashSet<String>();
        for (var event : run(steps).log()) {
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
        var keys = new HashSet<String>();
        var over = false;
        for (var event : run(steps).log()) {
            if (event instanceof MessageAppended message) {
                assertThat(over).as("ended before %s", message.messageId()).isFalse();
                assertThat(message.key() == null || keys.add(message.key())).isTrue();
            }
            over |= event instanceof SessionEnded;
        }
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
        var history = new History();
        for (var step : steps) {
            if (history.take(step) instanceof Decision.Accepted
                    && !(step.command() instanceof SessionCommand.RecordSummary)) {
                assertThat(history.decide(step.command()).events()).isEmpty();
            }
        }
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
        var history = new History();
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
                Tuple.of(3, Combinators.combine(turn, attempt).as((t, a) -> SessionFixture.fail(t, a, "model_failed"))),
                Tuple.of(3, Combinators.combine(turn, attempt).as((t, a) -> new FailLostTurn("turn_" + t, a))),
                Tuple.of(3, turn.map(number -> SessionFixture.append(number + 100))),
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

    /** A command, sent so long after the one before. */
    record Step(SessionCommand command, Duration pause) {}

    /** A log that grows by what is decided; it answers keys as the store would. */
    private static final class History {

        private final List<SessionEvent> log = new ArrayList<>();
        private final List<Instant> times = new ArrayList<>();
        private final Map<Long, String> turns = new HashMap<>();
        private SessionState state = SessionState.NONE;
        private Instant now = SessionFixture.START;

        Decision take(Step step) {
            now = now.plus(step.pause());
            var decision = decide(step.command());
            decision.events().forEach(this::append);
            if (decision instanceof Decision.Accepted(var _, var _, Answer.TurnOpened turn)) {
                turns.put(turn.startedSequence(), turn.turnId());
            }
            return decision;
        }

        Decision decide(SessionCommand command) {
            return SessionDecider.decide(command, state, new Circumstances(now, LIMITS, null, Optional.empty(), null));
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
