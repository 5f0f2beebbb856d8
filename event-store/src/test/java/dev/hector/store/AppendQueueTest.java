package dev.hector.store;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.hector.events.SessionEvent;
import dev.hector.store.AppendResult.Appended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AppendQueueTest {

    private static final String POISON = "poison";
    private static final String OUTAGE = "outage";
    private static final String FATAL = "fatal";

    private final List<List<String>> commits = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstMayCommit = new CountDownLatch(1);
    private final AppendQueue queue = new AppendQueue("store", this::commit);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        firstMayCommit.countDown();
        threads.close();
    }

    @Test
    void commitsALoneAppendByItself() throws Exception {
        firstMayCommit.countDown();

        assertThat(later("a").get()).isEqualTo(new Appended(1, 0));
        assertThat(later("b").get()).isEqualTo(new Appended(1, 0));
        assertThat(commits).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void commitsTogetherWhatArrivesDuringACommit() throws Exception {
        var appends = duringTheFirst("b", "c", "d");

        assertThat(appends.getLast().get()).isEqualTo(new Appended(1, 2));
        assertThat(commits).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void boundsWhatOneCommitCarries() throws Exception {
        var names = new String[AppendQueue.MOST + 3];
        for (var i = 0; i < names.length; i++) {
            names[i] = "s" + i;
        }

        for (var append : duringTheFirst(names)) {
            append.get();
        }

        assertThat(commits).extracting(List::size).containsExactly(1, AppendQueue.MOST, 3);
    }

    @Test
    void failsOnlyTheAppendThatCannotBeStored() throws Exception {
        var appends = duringTheFirst("b", POISON, "c");

        assertThat(appends.get(0).get()).isInstanceOf(Appended.class);
        assertThat(appends.get(2).get()).isInstanceOf(Appended.class);
        assertThat(catchThrowable(() -> appends.get(1).get())).hasRootCauseMessage(POISON);
    }

    @Test
    void tellsAnOutageToAllAtOnceAndGoesOn() throws Exception {
        var appends = duringTheFirst("b", OUTAGE, "c");

        for (var append : appends) {
            assertThat(catchThrowable(append::get)).hasCauseInstanceOf(StoreUnavailableException.class);
        }
        assertThat(commits).hasSize(2);
        assertThat(later("d").get()).isInstanceOf(Appended.class);
    }

    @Test
    void leavesNobodyWaitingForAThreadThatBroke() throws Exception {
        var appends = duringTheFirst(FATAL, "b");

        assertThat(catchThrowable(appends.get(0)::get)).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(catchThrowable(appends.get(1)::get)).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(later("c").get()).isInstanceOf(Appended.class);
    }

    @Test
    void writesWhatWaitsBeforeItClosesAndNothingLater() throws Exception {
        var appends = duringTheFirst("b");

        queue.close();

        assertThat(appends.getFirst().get()).isInstanceOf(Appended.class);
        assertThat(catchThrowable(() -> queue.append(append(Sample.session("c"), 0, created()))))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void refusesWhoComesWhenTooManyWait() throws Exception {
        var narrow = new AppendQueue("narrow", 2, this::commit);
        var first = threads.submit(() -> narrow.append(append(Sample.session("a"), 0, created())));
        await().atMost(10, TimeUnit.SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !commits.isEmpty());
        var second = threads.submit(() -> narrow.append(append(Sample.session("b"), 0, created())));
        await().atMost(10, TimeUnit.SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> narrow.waiting() == 1);
        var third = threads.submit(() -> narrow.append(append(Sample.session("c"), 0, created())));
        await().atMost(10, TimeUnit.SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> narrow.waiting() == 2);

        assertThat(catchThrowable(() -> narrow.append(append(Sample.session("d"), 0, created()))))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("'narrow'");

        firstMayCommit.countDown();
        assertThat(List.of(first.get(), second.get(), third.get())).allMatch(Appended.class::isInstance);
        assertThat(commits).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void endsACommitWhoseTextsAreLong() throws Exception {
        endsACommitAfterTwo(Sample.message("x".repeat(AppendQueue.MOST_BYTES / 2)));
    }

    @Test
    void endsACommitOfManyEvents() throws Exception {
        endsACommitAfterTwo(
                Collections.nCopies(AppendQueue.MOST_EVENTS / 2, created()).toArray(SessionEvent[]::new));
    }

    private void endsACommitAfterTwo(SessionEvent... half) throws Exception {
        var appends = new ArrayList<Future<AppendResult>>(List.of(later("a")));
        await().atMost(10, TimeUnit.SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !commits.isEmpty());
        for (var name : List.of("b", "c", "d")) {
            var waiting = appends.size();
            appends.add(threads.submit(() -> queue.append(append(Sample.session(name), 0, half))));
            await().atMost(10, TimeUnit.SECONDS)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> queue.waiting() == waiting);
        }
        firstMayCommit.countDown();
        for (var append : appends) {
            append.get();
        }

        assertThat(commits).containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
    }

    /** In this order, while the append of {@code a} is being committed. */
    private List<Future<AppendResult>> duringTheFirst(String... sessions) throws Exception {
        var first = later("a");
        await().atMost(10, TimeUnit.SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !commits.isEmpty());
        var appends = new ArrayList<Future<AppendResult>>();
        for (var i = 0; i < sessions.length; i++) {
            var inLine = i + 1;
            appends.add(later(sessions[i]));
            await().atMost(10, TimeUnit.SECONDS)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> queue.waiting() == inLine);
        }
        firstMayCommit.countDown();
        first.get();
        return appends;
    }

    private Future<AppendResult> later(String session) {
        return threads.submit(() -> queue.append(append(Sample.session(session), 0, created())));
    }

    private List<AppendResult> commit(List<Append> appends) {
        var sessions =
                appends.stream().map(append -> append.session().sessionId()).toList();
        commits.add(sessions);
        waitUntilFirstMayCommit();
        if (sessions.contains(OUTAGE)) {
            throw new StoreUnavailableException("memory", OUTAGE, new IllegalStateException());
        }
        if (sessions.contains(POISON)) {
            throw new IllegalStateException(POISON);
        }
        if (sessions.contains(FATAL)) {
            throw new StackOverflowError();
        }
        var results = new ArrayList<AppendResult>();
        sessions.forEach(_ -> results.add(new Appended(1, results.size())));
        return results;
    }

    private void waitUntilFirstMayCommit() {
        try {
            firstMayCommit.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
