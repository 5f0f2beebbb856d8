package dev.hector.memory;

import static dev.hector.memory.Fixture.BUFFER_WINDOW;
import static dev.hector.memory.Fixture.COUNTER;
import static dev.hector.memory.Fixture.SUMMARY_BUFFER;
import static dev.hector.memory.Fixture.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.store.WorkingMemoryLog;
import dev.hector.store.projection.ProjectionRunners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WhenMemoryOverThresholdThenSummariseTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Fixture given = new Fixture();
    private final Scripted summariser = new Scripted();
    private final List<AutoCloseable> started = new ArrayList<>();

    @Test
    void oldestTurnsAreSummarisedUntilTheTargetIsKept() throws InterruptedException {
        var session = given.created(SUMMARY_BUFFER, "s");
        for (var turn = 1; turn <= 4; turn++) {
            given.turn(session, "Question " + turn, words(40));
        }

        drained(projector());

        assertThat(given.summaries(session)).singleElement().satisfies(summary -> {
            assertThat(summary.from()).isEqualTo(1);
            assertThat(summary.to()).isEqualTo(8);
            assertThat(summary.text()).isEqualTo("Summary 1 of 4 messages.");
            assertThat(summary.tokensBefore()).isEqualTo(4 * 50);
            assertThat(summary.tokensAfter()).isEqualTo(2 * 50 + 5);
        });
        assertThat(memory(session)).startsWith("system: Be brief.", "system: Summary 1 of 4 messages.");
    }

    @Test
    void nothingIsSummarisedBelowTheThresholdOrUnderAWindow() throws InterruptedException {
        var small = given.created(SUMMARY_BUFFER, "small");
        given.turn(small, "Hello", words(40));
        var window = given.created(BUFFER_WINDOW, "window");
        for (var turn = 1; turn <= 10; turn++) {
            given.turn(window, "Hello", words(90));
        }

        drained(projector());

        assertThat(summariser.requests).isEmpty();
    }

    @Test
    void everySummaryIsMadeFromTheMessagesThemselves() throws InterruptedException {
        var session = given.created(SUMMARY_BUFFER, "s");
        var projector = projector();
        for (var turn = 1; turn <= 12; turn++) {
            given.turn(session, "Question " + turn, words(40));
            drained(projector);
        }

        assertThat(given.summaries(session)).hasSizeGreaterThan(3);
        var last = summariser.requests.getLast();
        assertThat(last.earlier()).isEmpty();
        assertThat(last.messages().getFirst().text()).isEqualTo("Question 1");
        assertAdjacent(session);
    }

    @Test
    void earlierSummarySpeaksForWhatTheSourceCannotReach() throws InterruptedException {
        summariser.sourceLimit = 150;
        var session = given.created(SUMMARY_BUFFER, "s");
        var projector = projector();
        for (var turn = 1; turn <= 12; turn++) {
            given.turn(session, "Question " + turn, words(40));
            drained(projector);
        }

        var last = summariser.requests.getLast();
        assertThat(last.earlier())
                .contains(given.summaries(session)
                        .get(given.summaries(session).size() - 2)
                        .text());
        assertThat(last.messages().getFirst().text()).isNotEqualTo("Question 1");
        assertThat(summariser.newlyCovered(given, session)).isTrue();
        assertAdjacent(session);
    }

    @Test
    void importLargerThanTheSourceIsSummarisedInSteps() throws InterruptedException {
        summariser.sourceLimit = 150;
        var session = given.created(SUMMARY_BUFFER, "s");
        for (var turn = 1; turn <= 20; turn++) {
            given.turn(session, "Question " + turn, words(40));
        }

        drained(projector());

        assertThat(given.summaries(session)).hasSizeGreaterThan(4);
        assertThat(summariser.newlyCovered(given, session)).isTrue();
        assertAdjacent(session);
    }

    @Test
    void failedSummaryChangesNothingAndIsTriedAgain() {
        summariser.failures.set(2);
        var session = overThreshold("s");
        var version = given.store().log().version(session);

        projector();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(given.summaries(session)).hasSize(1));
        assertThat(summariser.calls.get()).isEqualTo(3);
        assertThat(given.store().log().version(session)).isEqualTo(version + 1);
    }

    @Test
    void emptySummaryChangesNothingAndIsTriedAgain() {
        summariser.empty.set(2);
        var session = overThreshold("s");

        projector();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(given.summaries(session)).hasSize(1));
        assertThat(summariser.calls.get()).isEqualTo(3);
    }

    @Test
    void whatKeepsFailingIsTriedAgainWithTheNextMessage() throws InterruptedException {
        summariser.failures.set(WhenMemoryOverThresholdThenSummarise.ATTEMPTS);
        var session = overThreshold("s");
        var projector = projector();
        await().atMost(SOON).until(() -> summariser.failures.get() == 0);
        drained(projector);

        assertThat(given.summaries(session)).isEmpty();
        given.turn(session, "Still there?", "Yes.");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(given.summaries(session)).hasSize(1));
    }

    @Test
    void oneSummaryAtATimePerSession() throws InterruptedException {
        summariser.hold = new CountDownLatch(1);
        var session = overThreshold("s");
        projector();
        await().atMost(SOON).until(() -> summariser.calls.get() == 1);
        for (var turn = 1; turn <= 5; turn++) {
            given.turn(session, "Impatient " + turn, words(10));
        }
        var other = overThreshold("other");
        await().atMost(SOON).until(() -> summariser.calls.get() == 2);

        assertThat(summariser.calls.get()).isEqualTo(2);
        summariser.hold.countDown();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(given.summaries(session)).isNotEmpty();
            assertThat(given.summaries(other)).isNotEmpty();
        });
        assertThat(summariser.mostAtOnce.get()).isEqualTo(2);
        assertAdjacent(session);
    }

    @Test
    void ofTwoProcessesOneRecordsTheSummary() throws InterruptedException {
        var session = overThreshold("s");
        var one = automation();
        var other = automation();
        given.events(session).forEach(event -> {
            one.seen(session, event);
            other.seen(session, event);
        });

        assertThat(one.drain(SOON) && other.drain(SOON)).isTrue();
        assertThat(given.summaries(session)).hasSize(1);
    }

    @Test
    void replaySummarisesNothingAgain() throws InterruptedException {
        var session = overThreshold("s");
        drained(projector());
        var calls = summariser.calls.get();
        given.store().write(rows -> rows.sql("DELETE FROM projection_cursor").update());

        drained(projector());

        assertThat(summariser.calls.get()).isEqualTo(calls);
        assertThat(given.summaries(session)).hasSize(1);
    }

    @Test
    void endedSessionIsLeftAlone() throws InterruptedException {
        var session = given.created(SUMMARY_BUFFER, "s");
        given.turn(session, "Hello", words(20));
        given.append(session, new SessionEnded(SessionEnded.Reason.COMPLETED));

        drained(projector());

        assertThat(summariser.requests).isEmpty();
    }

    @Test
    void closingMakesTheSummaryThatTheLastMessageMadeDue() {
        var session = overThreshold("s");

        projector().close();

        assertThat(given.summaries(session)).hasSize(1);
    }

    @Test
    void drainingStopsWaitingInTime() throws InterruptedException {
        summariser.hold = new CountDownLatch(1);
        overThreshold("s");

        assertThat(projector().drain(Duration.ofMillis(200))).isFalse();
        summariser.hold.countDown();
    }

    @AfterEach
    void stop() throws Exception {
        summariser.hold.countDown();
        for (var closeable : started) {
            closeable.close();
        }
        given.close();
    }

    private SessionKey overThreshold(String id) {
        var session = given.created(SUMMARY_BUFFER, id);
        for (var turn = 1; turn <= 4; turn++) {
            given.turn(session, "Question " + turn, words(40));
        }
        return session;
    }

    private MemoryProjector projector() {
        var projector = new MemoryProjector(given.stores, ProjectionRunners.FOLLOWING, automation());
        started.add(projector);
        projector.start();
        return projector;
    }

    private WhenMemoryOverThresholdThenSummarise automation() {
        var automation = new WhenMemoryOverThresholdThenSummarise(
                given.stores, given.config, _ -> summariser, given, COUNTER, Duration.ofMillis(10));
        started.add(automation);
        return automation;
    }

    private static void drained(MemoryProjector projector) throws InterruptedException {
        assertThat(projector.drain(SOON)).isTrue();
    }

    private List<String> memory(SessionKey session) {
        return new WorkingMemoryLog(given.store())
                .at(session, SUMMARY_BUFFER, 0).context("Be brief.", COUNTER).messages().stream()
                        .map(message -> message.role().wireName() + ": " + lastLine(message.content()))
                        .toList();
    }

    private static String lastLine(String content) {
        return content.substring(content.lastIndexOf('\n') + 1);
    }

    private void assertAdjacent(SessionKey session) {
        var covered = 0L;
        for (MemorySummarised summary : given.summaries(session)) {
            assertThat(summary.from()).isEqualTo(covered + 1);
            covered = summary.to();
        }
    }

    /** Fails or says nothing as often as told, then summarises. */
    private static final class Scripted implements Summariser {

        final List<SummaryRequest> requests = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger empty = new AtomicInteger();
        final AtomicInteger atOnce = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        volatile CountDownLatch hold = new CountDownLatch(0);
        volatile int sourceLimit = 100_000;

        @Override
        public int sourceLimit(int budget) {
            return sourceLimit;
        }

        @Override
        public SummaryText summarise(SummaryRequest request) throws SummaryFailedException {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                calls.incrementAndGet();
                return answer(request);
            } catch (InterruptedException e) {
                throw new SummaryFailedException("interrupted", e);
            } finally {
                atOnce.decrementAndGet();
            }
        }

        private SummaryText answer(SummaryRequest request) throws SummaryFailedException, InterruptedException {
            hold.await(20, TimeUnit.SECONDS);
            if (failures.get() > 0) {
                failures.decrementAndGet();
                throw new SummaryFailedException("told to fail");
            }
            if (empty.get() > 0) {
                empty.decrementAndGet();
                return new SummaryText(" ", "scripted");
            }
            requests.add(request);
            var size = request.messages().size();
            return new SummaryText("Summary " + requests.size() + " of " + size + " messages.", "scripted");
        }

        /** True when every message that a summary newly covers was in its source. */
        boolean newlyCovered(Fixture given, SessionKey session) {
            var summaries = given.summaries(session);
            var events = given.events(session);
            for (var i = 0; i < summaries.size(); i++) {
                var covered = events
                        .subList((int) summaries.get(i).from() - 1, (int)
                                summaries.get(i).to())
                        .stream()
                        .filter(MessageAppended.class::isInstance)
                        .toList();
                if (!requests.get(i).messages().containsAll(covered)) {
                    return false;
                }
            }
            return true;
        }
    }
}
