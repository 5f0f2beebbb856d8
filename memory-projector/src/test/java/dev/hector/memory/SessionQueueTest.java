package dev.hector.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.events.SessionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionQueueTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<SessionKey> worked = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final CountDownLatch hold = new CountDownLatch(1);
    private final SessionQueue queue = new SessionQueue(3, 2, this::work);

    @Test
    void sessionThatIsWorkedOnIsTakenUpOnceMoreAndNotBeside() throws InterruptedException {
        for (var i = 0; i < 10; i++) {
            queue.offer(session("a"));
        }
        await().atMost(SOON).until(() -> worked.size() == 1);

        hold.countDown();

        assertThat(queue.awaitIdle(SOON)).isTrue();
        assertThat(worked).containsExactly(session("a"), session("a"));
    }

    @Test
    void oneSessionsWorkNeverOverlaps() throws InterruptedException {
        hold.countDown();
        for (var i = 0; i < 200; i++) {
            queue.offer(session("a"));
        }

        assertThat(queue.awaitIdle(SOON)).isTrue();
        assertThat(mostAtOnce.get()).isEqualTo(1);
    }

    @Test
    void mutantThatStartsWhateverIsOfferedOverlaps() {
        Consumer<SessionKey> mutant = session -> Thread.startVirtualThread(() -> work(session));
        mutant.accept(session("a"));
        mutant.accept(session("a"));

        await().atMost(SOON).until(() -> mostAtOnce.get() == 2);
    }

    @Test
    void onlySoManyRunAtATime() throws InterruptedException {
        List.of("a", "b", "c").forEach(id -> queue.offer(session(id)));
        await().atMost(SOON).until(() -> worked.size() == 2);

        assertThat(queue.awaitIdle(Duration.ofMillis(50))).isFalse();
        assertThat(worked).hasSize(2);
        hold.countDown();
        assertThat(queue.awaitIdle(SOON)).isTrue();
        assertThat(worked).hasSize(3);
    }

    @Test
    void fullQueuePassesOverWhatWaitedLongest() throws InterruptedException {
        List.of("a", "b", "c", "d", "e", "f").forEach(id -> queue.offer(session(id)));

        hold.countDown();

        assertThat(queue.awaitIdle(SOON)).isTrue();
        assertThat(worked).hasSize(5).doesNotContain(session("c"));
    }

    @Test
    void defectInOneSessionLeavesTheOthersAlone() throws InterruptedException {
        hold.countDown();
        queue.offer(session("defect"));
        queue.offer(session("a"));

        assertThat(queue.awaitIdle(SOON)).isTrue();
        assertThat(worked).containsExactlyInAnyOrder(session("defect"), session("a"));
    }

    @Test
    void delayedSessionIsWorkedOnLater() {
        hold.countDown();
        queue.offerAfter(Duration.ofMillis(30), session("a"));

        assertThat(worked).isEmpty();
        await().atMost(SOON).until(() -> worked.size() == 1);
    }

    @Test
    void closedQueueTakesNothing() throws InterruptedException {
        queue.close();
        queue.offer(session("a"));
        queue.offerAfter(Duration.ZERO, session("a"));

        assertThat(queue.awaitIdle(SOON)).isTrue();
        assertThat(worked).isEmpty();
    }

    @AfterEach
    void close() {
        hold.countDown();
        queue.close();
    }

    private void work(SessionKey session) {
        worked.add(session);
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            hold.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atOnce.decrementAndGet();
        }
        if (session.sessionId().equals("defect")) {
            throw new IllegalStateException("told to fail");
        }
    }

    private static SessionKey session(String id) {
        return SessionKey.of("assistant", id);
    }
}
