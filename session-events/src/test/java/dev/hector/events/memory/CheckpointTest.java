package dev.hector.events.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.MemorySummarised;
import dev.hector.events.Role;
import dev.hector.events.SessionEvent;
import dev.hector.events.memory.RandomSessions.Step;
import dev.hector.events.memory.WorkingMemory.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A fold that begins at a checkpoint ends where one from the first event does. */
class CheckpointTest {

    record Case(List<Step> steps, MemorySettings settings, List<Boolean> made) {

        List<SessionEvent> log() {
            return RandomSessions.log(steps, settings, made);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(RandomSessions.steps(), RandomSessions.settings(), RandomSessions.made())
                .as(Case::new);
    }

    @Property(tries = 300)
    void resumedFoldEqualsFoldFromTheFirstEvent(@ForAll("cases") Case subject) {
        assertThat(differences(subject, UnaryOperator.identity())).isEmpty();
    }

    @Example
    void mutantThatBeginsOneEventLateIsCaught() {
        var caught = cases().sampleStream()
                .limit(300)
                .anyMatch(subject ->
                        !differences(subject, CheckpointTest::oneLater).isEmpty());

        assertThat(caught).isTrue();
    }

    @Property(tries = 300)
    void windowThatDroppedSomethingIsWhole(@ForAll("cases") Case subject) {
        var log = subject.log();
        var whole = fold(WorkingMemory.empty(subject.settings()), log, log.size());
        for (var first = 1L; first <= log.size(); first++) {
            var start = new Checkpoint(first - 1, first, 0, 0);
            var part = fold(WorkingMemory.resume(subject.settings(), start, Optional.empty()), log, log.size());
            if (part.hasDroppedMessages()) {
                assertThat(part.kept()).isEqualTo(whole.kept());
            }
        }
    }

    @Property(tries = 300)
    void windowsStayBounded(@ForAll("cases") Case subject) {
        var memory = fold(
                WorkingMemory.empty(subject.settings()),
                subject.log(),
                subject.log().size());
        switch (subject.settings().strategy()) {
            case BUFFER_WINDOW ->
                assertThat((long) memory.kept().size())
                        .isLessThanOrEqualTo(subject.settings().windowSize() + longestRun(memory));
            case TOKEN_WINDOW ->
                assertThat(memory.keptTokens() <= subject.settings().budget()
                                || KeptMessage.turns(memory.kept()).size() == 1)
                        .isTrue();
            case SUMMARY_BUFFER -> {}
        }
    }

    /** The fold drops from the oldest side; counted from the newest, the same turns fit. */
    @Property(tries = 300)
    void tokenWindowKeepsTheNewestTurnsThatFit(@ForAll("cases") Case subject, @ForAll("budgets") int budget) {
        var messages = fold(
                        WorkingMemory.empty(MemorySettings.DEFAULT),
                        subject.log(),
                        subject.log().size())
                .kept();
        var settings = new MemorySettings(MemorySettings.Strategy.TOKEN_WINDOW, 1, budget, 0.8, 0.6);

        var first = Retention.firstKept(settings, messages, KeptMessage.cost(messages), Long.MAX_VALUE);

        assertThat(first).isEqualTo(firstFromTheNewest(budget, messages));
    }

    @Property(tries = 300)
    void keptTokensAreWhatTheKeptMessagesCost(@ForAll("cases") Case subject) {
        var memory = WorkingMemory.empty(subject.settings());
        for (var event : subject.log()) {
            memory = memory.with(memory.through() + 1, event);
            assertThat(memory.keptTokens()).isEqualTo(KeptMessage.cost(memory.kept()));
        }
    }

    @Provide
    Arbitrary<Integer> budgets() {
        return Arbitraries.integers().between(MemorySettings.LEAST_BUDGET, 3000);
    }

    private static int firstFromTheNewest(int budget, List<KeptMessage> messages) {
        var first = messages.size();
        var left = budget;
        for (var turn : KeptMessage.turns(messages).reversed()) {
            left -= KeptMessage.cost(turn);
            if (left < 0 && first < messages.size()) {
                break;
            }
            first -= turn.size();
        }
        return first;
    }

    private static long longestRun(WorkingMemory memory) {
        return memory.kept().stream()
                        .filter(message -> message.role() == Role.TOOL)
                        .count()
                + 1;
    }

    private static List<String> differences(Case subject, UnaryOperator<Checkpoint> change) {
        var log = subject.log();
        var found = new ArrayList<String>();
        var whole = fold(WorkingMemory.empty(subject.settings()), log, log.size());
        var prefix = WorkingMemory.empty(subject.settings());
        for (var event : log) {
            prefix = prefix.with(prefix.through() + 1, event);
            var at = change.apply(prefix.checkpoint());
            var start = WorkingMemory.resume(subject.settings(), at, summary(log, at.summarySequence()));
            if (!same(whole, fold(start, log, log.size())) || !same(prefix, fold(start, log, (int) prefix.through()))) {
                found.add("resumed at " + at);
            }
        }
        return found;
    }

    private static boolean same(WorkingMemory one, WorkingMemory other) {
        return context(one).equals(context(other))
                && one.checkpoint().equals(other.checkpoint())
                && one.dueSummary().equals(other.dueSummary());
    }

    private static ModelContext context(WorkingMemory memory) {
        return memory.context("Be brief.", RandomSessions.recollections(memory), RandomSessions.COUNTER);
    }

    private static Checkpoint oneLater(Checkpoint at) {
        return new Checkpoint(at.through(), at.firstKept() + 1, at.summarySequence(), at.keptTokens());
    }

    private static Optional<MemorySummarised> summary(List<SessionEvent> log, long sequence) {
        return sequence == 0 ? Optional.empty() : Optional.of((MemorySummarised) log.get((int) sequence - 1));
    }

    private static WorkingMemory fold(WorkingMemory start, List<SessionEvent> log, int end) {
        var memory = start;
        while (memory.through() < end) {
            memory = memory.with(memory.through() + 1, log.get((int) memory.through()));
        }
        return memory;
    }
}
