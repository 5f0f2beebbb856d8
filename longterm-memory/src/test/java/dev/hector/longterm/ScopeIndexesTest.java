package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.StorageScope;
import dev.hector.recall.Question;
import dev.hector.store.ForwardingStore;
import dev.hector.store.SessionStore;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.TestStores;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first reading of a scope, which may take longer than anybody waits. */
class ScopeIndexesTest {

    private static final LongTermConfig CONVERSATIONAL = new LongTermConfig(StorageScope.CONVERSATIONAL, true, 5, 1);
    private static final Scope ADAS = new Scope(View.MESSAGES, "default", Remembering.ON, "ada", null);
    private static final Duration IMPATIENT = Duration.ofMillis(20);
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final SlowStore store = new SlowStore(TestStores.inMemory());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void goesOnWhenNobodyWaitsAnyMoreAndOnceHoweverManyAsked() {
        try (var remembering = new Remembering(store, CONVERSATIONAL, new WordEmbedder("words"))) {
            var memory = told(remembering);
            for (var i = 0; i < 3; i++) {
                assertThat(remembering.indexes().of(ADAS, memory, IMPATIENT)).isEmpty();
            }
            store.released.countDown();

            var index = remembering.indexes().of(ADAS, memory, PATIENT).orElseThrow();

            assertThat(index.search(Question.of("dog", 5), null)).hasSize(1);
            assertThat(store.readings).hasValue(3);
        }
    }

    @Test
    void isToldToThoseWhoWaitedTooLong() {
        try (var remembering = new Remembering(store, CONVERSATIONAL, new WordEmbedder("words"))) {
            var memory = told(remembering);
            var search = new ScopeSearch(remembering.indexes(), IMPATIENT, IMPATIENT);

            assertThatExceptionOfType(BeingReadException.class)
                    .isThrownBy(() -> search.hits(Question.of("dog", 5), memory, ADAS))
                    .withMessageContaining("are being read")
                    .withMessageContaining("ask again");

            store.released.countDown();
            await().atMost(PATIENT)
                    .ignoreExceptionsInstanceOf(BeingReadException.class)
                    .until(() ->
                            search.hits(Question.of("dog", 5), memory, ADAS).size() == 1);
        }
    }

    @Test
    void isTriedAgainAfterAnOutage() {
        try (var remembering = new Remembering(store, CONVERSATIONAL, new WordEmbedder("words"))) {
            var memory = told(remembering);
            store.released.countDown();
            store.isAway = true;
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> remembering.indexes().of(ADAS, memory, PATIENT));
            store.isAway = false;

            assertThat(remembering.indexes().of(ADAS, memory, PATIENT)).isPresent();
        }
    }

    private AgentMemory told(Remembering remembering) {
        var session = GivenSession.of(store, Remembering.ON, "1", "ada").asked("My dog is called Rex");
        assertThat(remembering.count(session)).isEqualTo(1);
        return remembering.agent(Remembering.ON);
    }

    /** Does not let indexes be read until it is released. */
    private static final class SlowStore extends ForwardingStore {

        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger readings = new AtomicInteger();
        private volatile boolean isAway;

        SlowStore(SessionStore store) {
            super(store);
        }

        @Override
        public <T> T read(Function<JdbcClient, T> work) {
            if (Thread.currentThread().getName().startsWith("reading-memories")) {
                readings.incrementAndGet();
                awaitRelease();
            }
            return super.read(work);
        }

        private void awaitRelease() {
            try {
                assertThat(released.await(PATIENT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
            if (isAway) {
                throw new StoreUnavailableException("main-db", "away");
            }
        }
    }
}
