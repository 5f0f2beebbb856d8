package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.reliability.Entry.Verdict;
import dev.hector.store.StoredEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all checkers say of a run. */
final class Judgement {

    private static final List<Checker> CHECKERS = List.of(
            new AcknowledgedIsStored(),
            new StoredOnce(),
            new RefusedIsAbsent(),
            new OrderHasNoHoles(),
            new TurnsNeverInterleave(),
            new EveryTurnEnds());

    private final Evidence evidence;
    private final Map<String, List<String>> violations = new LinkedHashMap<>();

    private Judgement(Evidence evidence) {
        this.evidence = evidence;
        CHECKERS.forEach(checker -> add(checker.getClass().getSimpleName(), checker.violations(evidence)));
    }

    static Judgement of(History history, List<StoredEvent> log) {
        return new Judgement(Evidence.of(history, log));
    }

    Judgement and(List<Reading> readings) {
        var wrong = new ArrayList<String>();
        readings.forEach(reading -> wrong.addAll(reading.violations(evidence)));
        return add("Reading", wrong);
    }

    Judgement andStreams(List<String> wrong) {
        return add("Streams", wrong);
    }

    Judgement andReplay(List<String> differences) {
        return add("Replay", differences);
    }

    private Judgement add(String checker, List<String> found) {
        violations.put(checker, found);
        return this;
    }

    /** How often each checker was violated. */
    Map<String, Integer> counts() {
        var counts = new LinkedHashMap<String, Integer>();
        violations.forEach((checker, found) -> counts.put(checker, found.size()));
        return counts;
    }

    List<String> of(Class<?> checker) {
        return violations.getOrDefault(checker.getSimpleName(), List.of());
    }

    /** What was done and how it was answered, in one line. */
    String summary() {
        var verdicts = new TreeMap<Verdict, Integer>();
        var codes = new TreeMap<String, Integer>();
        for (var attempt : evidence.history().attempts()) {
            verdicts.merge(attempt.verdict(), 1, Integer::sum);
            var code = attempt.code();
            if (code != null) {
                codes.merge(code, 1, Integer::sum);
            }
        }
        return evidence.history().attempts().size() + " calls " + verdicts + " " + codes + ", "
                + evidence.history().faults().size() + " faults, "
                + evidence.log().size() + " events in "
                + evidence.bySession().size() + " sessions; violations " + counts();
    }

    /** Fails with the first violations of each promise that was broken. */
    void assertKept() {
        assertThat(violations.values().stream().flatMap(found -> found.stream().limit(5)))
                .as("violations %s", counts())
                .isEmpty();
    }
}
