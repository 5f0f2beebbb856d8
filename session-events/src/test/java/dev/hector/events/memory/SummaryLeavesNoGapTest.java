package dev.hector.events.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionEvent;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.events.memory.RandomSessions.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** P11: every message is in the kept tail or under a summary, whenever summaries are made and whenever they fail. */
class SummaryLeavesNoGapTest {

    record Case(List<Step> steps, MemorySettings settings, List<Boolean> made) {

        List<SessionEvent> log() {
            return RandomSessions.log(steps, settings, made);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        var settings = RandomSessions.settings()
                .map(s -> new MemorySettings(Strategy.SUMMARY_BUFFER, 1, s.budget(), s.threshold(), s.target()));
        return Combinators.combine(RandomSessions.steps(), settings, RandomSessions.made())
                .as(Case::new);
    }

    @Property(tries = 500)
    void everyMessageIsKeptOrSummarised(@ForAll("cases") Case subject) {
        assertThat(violations(subject, log -> keptBy(RandomSessions.fold(subject.settings(), log))))
                .isEmpty();
    }

    @Property(tries = 500)
    void rangesFollowEachOther(@ForAll("cases") Case subject) {
        var covered = 0L;
        for (var summary : summaries(subject.log())) {
            assertThat(summary.from()).isEqualTo(covered + 1);
            assertThat(summary.to()).isGreaterThanOrEqualTo(summary.from());
            covered = summary.to();
        }
    }

    @Property(tries = 500)
    void newestTurnIsNeverSummarised(@ForAll("cases") Case subject) {
        var memory = WorkingMemory.empty(subject.settings());
        for (var event : subject.log()) {
            var newest = newestTurn(memory);
            memory = memory.with(memory.through() + 1, event);
            if (event instanceof MemorySummarised) {
                assertThat(keptBy(memory)).containsAll(newest);
            }
        }
    }

    @Property(tries = 500)
    void summaryThatWasMadeIsNotDueAgain(@ForAll("cases") Case subject) {
        var memory = RandomSessions.fold(subject.settings(), subject.log());
        var due = memory.dueSummary();
        if (due.isPresent()) {
            var after = memory.with(memory.through() + 1, RandomSessions.summary(due.get(), 1));
            assertThat(after.dueSummary()).isEmpty();
            assertThat(after.keptTokens()).isLessThan(memory.keptTokens());
        }
    }

    @Example
    void mutantThatDropsOneMessageMoreThanItSummarisedIsCaught() {
        assertCaught(log -> keptByDroppingThrough(log, 1));
    }

    @Example
    void keepingMoreThanNeededIsNoGap() {
        var gap = cases().sampleStream()
                .limit(200)
                .anyMatch(subject -> !violations(subject, log -> keptByDroppingThrough(log, -1_000_000))
                        .isEmpty());

        assertThat(gap).isFalse();
    }

    private void assertCaught(Function<List<SessionEvent>, List<Long>> mutant) {
        var caught = cases().sampleStream()
                .limit(300)
                .anyMatch(subject -> !violations(subject, mutant).isEmpty());

        assertThat(caught).isTrue();
    }

    private static List<Long> violations(Case subject, Function<List<SessionEvent>, List<Long>> keptOf) {
        var log = subject.log();
        var uncovered = new ArrayList<Long>();
        for (var end = 1; end <= log.size(); end++) {
            var prefix = log.subList(0, end);
            var kept = keptOf.apply(prefix);
            var covered = summaries(prefix).stream()
                    .mapToLong(MemorySummarised::to)
                    .max()
                    .orElse(0);
            messages(prefix).stream()
                    .filter(sequence -> sequence > covered && !kept.contains(sequence))
                    .forEach(uncovered::add);
        }
        return uncovered;
    }

    private static List<Long> keptByDroppingThrough(List<SessionEvent> log, int more) {
        var dropped =
                summaries(log).stream().mapToLong(s -> s.to() + more).max().orElse(0);
        return messages(log).stream().filter(sequence -> sequence > dropped).toList();
    }

    private static List<Long> messages(List<SessionEvent> log) {
        var sequences = new ArrayList<Long>();
        for (var i = 0; i < log.size(); i++) {
            if (log.get(i) instanceof MessageAppended) {
                sequences.add(i + 1L);
            }
        }
        return sequences;
    }

    private static List<MemorySummarised> summaries(List<SessionEvent> log) {
        return log.stream()
                .filter(MemorySummarised.class::isInstance)
                .map(MemorySummarised.class::cast)
                .toList();
    }

    private static List<Long> keptBy(WorkingMemory memory) {
        return memory.kept().stream().map(KeptMessage::sequence).toList();
    }

    private static List<Long> newestTurn(WorkingMemory memory) {
        var turns = KeptMessage.turns(memory.kept());
        return turns.isEmpty()
                ? List.of()
                : turns.getLast().stream().map(KeptMessage::sequence).toList();
    }
}
