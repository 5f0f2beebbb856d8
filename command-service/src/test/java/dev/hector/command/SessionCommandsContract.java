package dev.hector.command;

import static dev.hector.command.session.SessionFixture.LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.hector.command.session.Answer;
import dev.hector.command.session.Answer.MessageStored;
import dev.hector.command.session.Answer.MessagesStored;
import dev.hector.command.session.Answer.TurnOpened;
import dev.hector.command.session.CommandRefusal;
import dev.hector.command.session.Limits;
import dev.hector.command.session.SessionCommand;
import dev.hector.command.session.SessionCommand.StartTurn;
import dev.hector.command.session.SessionFixture;
import dev.hector.events.EventMetadata;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionKey;
import dev.hector.events.UnknownEventException;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.NewerRelease;
import dev.hector.store.SessionStore;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for two processes that command the same sessions, on any store. */
abstract class SessionCommandsContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final SessionKey SESSION = SessionKey.of("assistant", "s-1");
    private static final SessionKey OTHER_SESSION = SessionKey.of("assistant", "s-2");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Limits LIMITS = new Limits(HOUR, DAY);

    private final MovableClock clock = new MovableClock();
    private @Nullable SessionStore opened;
    private @Nullable SessionStore openedAgain;
    private @Nullable StoreCommands first;
    private @Nullable StoreCommands second;

    /** A new store. */
    abstract SessionStore openStore();

    /** The same sessions once more, as another process opens them. */
    abstract SessionStore openAgain(SessionStore store);

    @BeforeEach
    void twoProcesses() {
        opened = openStore();
        first = new StoreCommands(opened, LIMITS, clock);
        openedAgain = openAgain(opened);
        second = new StoreCommands(openedAgain, LIMITS, clock);
    }

    @AfterEach
    void close() {
        here().close();
        there().close();
        Objects.requireNonNull(openedAgain).close();
        store().close();
    }

    @Test
    void aTurnIsStoredInOrder() {
        submit(here(), SessionFixture.create());
        submit(here(), SessionFixture.start(1));
        assertThat(submit(here(), SessionFixture.complete(1, 1))).isEqualTo(new Outcome.Done(new Answer.Done(), 6));

        assertThat(types())
                .containsExactly(
                        "SessionCreated",
                        "AgentConfigured",
                        "MessageAppended",
                        "TurnStarted",
                        "MessageAppended",
                        "TurnCompleted");
        assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void eventsCarryTheirCauseAndTheTimeTheyWereDecidedAt() {
        var cause = new EventMetadata("alice", "request-1", "evt_0");
        here().bus().submit(new Request(SESSION, null, SessionFixture.create(), cause));

        var event = events(SESSION).getFirst();
        assertThat(event.cause()).isEqualTo(cause);
        assertThat(event.occurredAt()).isEqualTo(clock.instant());
        assertThat(event.eventId()).startsWith("evt_");
    }

    @Test
    void aRefusalOnAnOldStateIsNotFinal() {
        submit(here(), SessionFixture.create());
        submit(there(), SessionFixture.start(1));
        assertRefused(here(), SessionFixture.start(2), CommandRefusal.SessionBusy.class);

        submit(there(), SessionFixture.complete(1, 1));

        assertThat(submit(here(), SessionFixture.start(2))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aBusThatDoesNotAskTheLogWouldRefuseOnAnOldState() {
        var mutant = new CountingStore(store());
        try (var third = CountingStore.bus(mutant, here().leases(), clock)) {
            third.submit(request(SESSION, SessionFixture.create()));
            third.submit(request(SESSION, SessionFixture.start(1)));
            mutant.freezeVersion(SESSION);
            submit(there(), SessionFixture.complete(1, 1));

            assertThat(third.submit(request(SESSION, SessionFixture.start(2)))).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void aRefusalOfASessionThatAnotherProcessCreatedIsNotFinal() {
        assertRefused(here(), SessionFixture.start(1), CommandRefusal.SessionNotFound.class);

        submit(there(), SessionFixture.create());

        assertThat(submit(here(), SessionFixture.start(1))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anAppendOnAnOldStateIsDecidedAgain() {
        submit(here(), SessionFixture.create());
        submit(there(), SessionFixture.append(1));

        var outcome = submit(here(), SessionFixture.append(2));

        assertThat(outcome).isEqualTo(new Outcome.Done(stored("msg_2", 3, false), 3));
    }

    @Test
    void theVersionThatIsAskedForIsTheLogsAndNotTheCaches() {
        submit(here(), SessionFixture.create());
        submit(there(), SessionFixture.append(1));

        assertThat(submit(here(), SessionFixture.startIfVersion(2, 1)))
                .isEqualTo(new Outcome.Refused(new CommandRefusal.VersionConflict(1, 2)));
        assertThat(submit(here(), SessionFixture.startIfVersion(2, 2))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aSessionEndedElsewhereTakesNoMessage() {
        submit(here(), SessionFixture.create());
        submit(there(), SessionFixture.end());

        assertThat(submit(here(), SessionFixture.append(1)))
                .isEqualTo(new Outcome.Refused(new CommandRefusal.SessionEnded(Reason.COMPLETED)));
    }

    @Test
    void twentyCopiesOfAMessageOpenOneTurn() {
        submit(here(), SessionFixture.create());

        var turns = atOnce(20, copy -> turn(submit(copy % 2 == 0 ? here() : there(), copyOfStart(copy))));

        assertThat(turns)
                .extracting(TurnOpened::turnId)
                .containsOnly(turns.getFirst().turnId());
        assertThat(turns).filteredOn(turn -> !turn.existing()).hasSize(1);
        assertThat(types()).containsOnlyOnce("TurnStarted");
    }

    @Test
    void manyWritersLeaveNoHole() {
        submit(here(), SessionFixture.create());

        atOnce(
                        16,
                        writer -> IntStream.range(0, 5)
                                .mapToObj(n -> submit(
                                        writer % 2 == 0 ? here() : there(), SessionFixture.append(writer * 100 + n)))
                                .toList())
                .forEach(outcomes -> assertThat(outcomes).hasOnlyElementsOfType(Outcome.Done.class));

        assertThat(sequences()).isEqualTo(LongStream.rangeClosed(1, 81).boxed().toList());
    }

    @Test
    void aKeyIsKnownHoweverOldItIs() {
        submit(here(), SessionFixture.create());
        var opened = turn(submit(here(), SessionFixture.start(1)));
        submit(here(), SessionFixture.complete(1, 1));
        IntStream.range(2, SessionFixture.KEYS + 10).forEach(n -> submit(here(), SessionFixture.append(n)));

        var repeated = turn(submit(there(), SessionFixture.start(1)));

        assertThat(repeated)
                .isEqualTo(new TurnOpened("turn_1", opened.attempt(), opened.startedSequence(), "msg_1", true));
        assertRefused(here(), SessionFixture.startKeyed(9_000, "key_1"), CommandRefusal.KeyReused.class);
    }

    @Test
    void manyMessagesAreOneAppendAndKnownHoweverOld() {
        submit(here(), SessionFixture.create());
        var batch = SessionFixture.append(IntStream.rangeClosed(1, 500).toArray());

        assertThat(submit(here(), batch))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, it -> assertThat(it.version()).isEqualTo(501));

        assertThat(existing(submit(here(), batch))).hasSize(500);
        assertThat(existing(submit(there(), SessionFixture.append(1, 600, 250, 601, 500))))
                .extracting(MessageStored::sequence)
                .containsExactly(2L, 251L, 501L);
        assertThat(sequences()).isEqualTo(LongStream.rangeClosed(1, 503).boxed().toList());
        assertThat(submit(here(), SessionFixture.append(SessionFixture.message(700, "key_1"))))
                .isEqualTo(new Outcome.Refused(new CommandRefusal.KeyReused("key_1", "msg_1")));
    }

    @Test
    void twoProcessesThatStoreTheSameMessagesStoreEachOnce() {
        submit(here(), SessionFixture.create());

        atOnce(
                        8,
                        writer -> IntStream.range(0, 10)
                                .mapToObj(n -> submit(
                                        writer % 2 == 0 ? here() : there(),
                                        SessionFixture.append(IntStream.range(n * 10, n * 10 + 20)
                                                .toArray())))
                                .toList())
                .forEach(outcomes -> assertThat(outcomes).hasOnlyElementsOfType(Outcome.Done.class));

        assertThat(sequences()).isEqualTo(LongStream.rangeClosed(1, 111).boxed().toList());
    }

    private static List<MessageStored> existing(Outcome outcome) {
        var answer = (MessagesStored) ((Outcome.Done) outcome).answer();
        return answer.messages().stream().filter(MessageStored::existing).toList();
    }

    @Test
    void loadingALongSessionReadsItsSnapshotAndFewEvents() {
        submit(here(), SessionFixture.create());
        IntStream.range(1, 350).forEach(n -> submit(here(), SessionFixture.append(n)));
        await().atMost(Duration.ofSeconds(10)).until(() -> snapshotVersion() >= 200);

        var counted = new CountingStore(store());
        try (var third = CountingStore.bus(counted, there().leases(), clock)) {
            assertThat(third.submit(request(SESSION, SessionFixture.append(1_000))))
                    .isEqualTo(new Outcome.Done(stored("msg_1000", 351, false), 351));
        }
        assertThat(counted.eventsRead()).isLessThanOrEqualTo(150);
    }

    @Test
    void anUnreadableSnapshotIsIgnored() {
        submit(here(), SessionFixture.create());
        IntStream.range(1, 120).forEach(n -> submit(here(), SessionFixture.append(n)));
        await().atMost(Duration.ofSeconds(10)).until(() -> snapshotVersion() > 0);
        store().write(rows ->
                rows.sql("update session_snapshot set payload = '{'").update());

        assertThat(submit(there(), SessionFixture.append(500)))
                .isEqualTo(new Outcome.Done(stored("msg_500", 121, false), 121));
    }

    @Test
    void anEventOfANewerReleaseParksItsSessionOnly() {
        submit(here(), SessionFixture.create());
        here().bus().submit(request(OTHER_SESSION, SessionFixture.create()));
        storeEventOfANewerRelease();

        assertThatExceptionOfType(UnknownEventException.class)
                .isThrownBy(() -> submit(here(), SessionFixture.append(1)))
                .satisfies(unknown -> assertThat(unknown.type()).isEqualTo("SessionForked"));
        assertThatExceptionOfType(UnknownEventException.class)
                .isThrownBy(() -> submit(there(), SessionFixture.append(1)));
        assertThat(here().bus().submit(request(OTHER_SESSION, SessionFixture.append(1))))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anAppendThatFailsLeavesNothingBehind() {
        var unplugged = new CountingStore(store());
        try (var third = CountingStore.bus(unplugged, here().leases(), clock)) {
            third.submit(request(SESSION, SessionFixture.create()));
            unplugged.down(true);
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> third.submit(request(SESSION, SessionFixture.append(1))));
            unplugged.down(false);
            assertThat(third.submit(request(SESSION, SessionFixture.append(1))))
                    .isEqualTo(new Outcome.Done(stored("msg_1", 2, false), 2));
        }
    }

    @Test
    void twoSweepersEndAnIdleSessionOnce() {
        submit(here(), SessionFixture.create());
        clock.advance(HOUR);

        atOnce(2, process -> {
            (process == 0 ? here() : there()).sweep();
            return process;
        });

        assertThat(types()).containsExactly("SessionCreated", "SessionEnded");
    }

    @Test
    void twoSweepersEndAnOldSessionOnceHoweverActive() {
        submit(here(), SessionFixture.create());
        for (var hour = 1; hour <= 24; hour++) {
            clock.advance(HOUR.minusMinutes(1));
            submit(here(), SessionFixture.append(hour));
        }
        submit(here(), SessionFixture.start(100));
        clock.advance(Duration.ofMinutes(24));

        atOnce(2, process -> {
            (process == 0 ? here() : there()).sweep();
            return process;
        });

        assertThat(types())
                .endsWith("TurnStarted", "TurnFailed", "SessionEnded")
                .containsOnlyOnce("SessionEnded");
        assertThat(actors()).endsWith("alice", "system", "system");
        assertRefused(here(), SessionFixture.append(101), CommandRefusal.SessionEnded.class);
    }

    @Test
    void anActiveSessionDoesNotExpire() {
        submit(here(), SessionFixture.create());
        clock.advance(HOUR.minusMinutes(1));
        submit(here(), SessionFixture.append(1));
        clock.advance(HOUR.minusMinutes(1));

        there().sweep();

        assertThat(types()).containsExactly("SessionCreated", "MessageAppended");
    }

    @Test
    void aSessionThatIsFoundIdleEndsAtOnce() {
        submit(here(), SessionFixture.create());
        clock.advance(HOUR);

        assertThat(submit(there(), SessionFixture.start(1)))
                .isEqualTo(new Outcome.Refused(new CommandRefusal.SessionEnded(Reason.IDLE_TIMEOUT)));
        assertThat(types()).containsExactly("SessionCreated", "SessionEnded");
        assertThat(actors()).endsWith("system");
        assertThat(events(SESSION).getLast().cause().correlationId()).isEqualTo("req_1");
    }

    @Test
    void aKeyThatOnlyTheLogRemembersIsAnsweredThoughItsSessionIsFoundIdle() {
        submit(here(), SessionFixture.create());
        for (var message = 1; message <= SessionFixture.KEYS + 1; message++) {
            submit(here(), SessionFixture.append(message));
        }
        clock.advance(HOUR);

        assertThat(submit(there(), SessionFixture.append(1)))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, it -> assertThat(it.answer()).isEqualTo(stored("msg_1", 2, true)));
        assertThat(types()).endsWith("MessageAppended", "SessionEnded");
    }

    @Test
    void aLostTurnIsClosedOnceAndTheConversationGoesOn() {
        submit(here(), SessionFixture.create());
        submit(here(), SessionFixture.start(1));
        clock.advance(LEASE);

        atOnce(2, process -> {
            (process == 0 ? here() : there()).sweep();
            return process;
        });

        assertThat(types()).containsOnlyOnce("TurnFailed");
        assertRefused(here(), SessionFixture.complete(1, 1), CommandRefusal.TurnNotOpen.class);
        assertThat(turn(submit(there(), SessionFixture.start(2))).attempt()).isEqualTo(2);
    }

    @Test
    void aLostTurnIsClosedByTheNextOneBeforeAnySweep() {
        submit(here(), SessionFixture.create());
        submit(here(), SessionFixture.start(1));
        clock.advance(LEASE);

        assertThat(turn(submit(there(), SessionFixture.start(2))).startedSequence())
                .isEqualTo(7);
        assertThat(types()).endsWith("TurnStarted", "TurnFailed", "MessageAppended", "TurnStarted");
        assertThat(actors()).endsWith("alice", "system", "alice", "alice");
    }

    @Test
    void aRenewedTurnIsNotLost() {
        submit(here(), SessionFixture.create());
        submit(here(), SessionFixture.start(1));
        clock.advance(LEASE.minusSeconds(1));
        assertThat(here().leases().renew(SESSION, "turn_1", 1, "gateway-1", LEASE))
                .isTrue();
        clock.advance(LEASE.minusSeconds(1));

        there().sweep();

        assertThat(types()).doesNotContain("TurnFailed");
        assertRefused(there(), SessionFixture.start(2), CommandRefusal.SessionBusy.class);
        assertThat(submit(there(), SessionFixture.complete(1, 1))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void onlyItsOwnerRenewsATurnAndOnlyWhileItIsOpen() {
        submit(here(), SessionFixture.create());
        submit(here(), SessionFixture.start(1));

        assertThat(here().leases().renew(SESSION, "turn_1", 1, "gateway-2", LEASE))
                .isFalse();
        assertThat(here().leases().renew(SESSION, "turn_1", 2, "gateway-1", LEASE))
                .isFalse();
        assertThat(there().leases().renew(SESSION, "turn_1", 1, "gateway-1", LEASE))
                .isTrue();
        submit(there(), SessionFixture.complete(1, 1));
        there().sweep();
        assertThat(here().leases().renew(SESSION, "turn_1", 1, "gateway-1", LEASE))
                .isFalse();
    }

    @Test
    void aSessionThatCannotExpireKeepsNoOtherFromIt() {
        submit(here(), SessionFixture.create());
        here().bus().submit(request(OTHER_SESSION, SessionFixture.create()));
        here().sweep();
        storeEventOfANewerRelease();
        clock.advance(HOUR);

        there().sweep();

        assertThat(events(OTHER_SESSION)).last().returns("SessionEnded", StoredEvent::type);
    }

    @Test
    void sweepsByItself() {
        here().start();
        submit(here(), SessionFixture.create());
        submit(here(), SessionFixture.start(1));
        clock.advance(LEASE);

        await().atMost(Duration.ofSeconds(15)).until(() -> types().contains("TurnFailed"));
    }

    private StoreCommands here() {
        return Objects.requireNonNull(first);
    }

    private StoreCommands there() {
        return Objects.requireNonNull(second);
    }

    private SessionStore store() {
        return Objects.requireNonNull(opened);
    }

    private static Outcome submit(StoreCommands process, SessionCommand command) {
        return process.bus().submit(request(SESSION, command));
    }

    private static Request request(SessionKey session, SessionCommand command) {
        return new Request(session, null, command, new EventMetadata("alice", "req_1", null));
    }

    private static MessagesStored stored(String messageId, long sequence, boolean existing) {
        return new MessagesStored(List.of(new MessageStored(messageId, sequence, existing)));
    }

    private static TurnOpened turn(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (TurnOpened) ((Outcome.Done) outcome).answer();
    }

    private static void assertRefused(
            StoreCommands process, SessionCommand command, Class<? extends CommandRefusal> expected) {
        assertThat(submit(process, command))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, it -> assertThat(it.refusal()).isInstanceOf(expected));
    }

    private List<String> types() {
        return events(SESSION).stream().map(StoredEvent::type).toList();
    }

    private List<String> actors() {
        return events(SESSION).stream().map(event -> event.cause().actor()).toList();
    }

    private List<Long> sequences() {
        return events(SESSION).stream().map(StoredEvent::sequence).toList();
    }

    private List<StoredEvent> events(SessionKey session) {
        return store().log().readSession(session, SessionRange.after(0, 1_000));
    }

    private long snapshotVersion() {
        return store().read(rows -> rows.sql("select coalesce(max(sequence), 0) from session_snapshot")
                .query(Long.class)
                .single());
    }

    private void storeEventOfANewerRelease() {
        var last = events(SESSION).getLast();
        NewerRelease.append(store(), SESSION, last.sequence() + 1, "SessionForked", "{}");
    }

    private static StartTurn copyOfStart(int copy) {
        var original = SessionFixture.start(1);
        return new StartTurn(
                "turn_copy_" + copy,
                "msg_copy_" + copy,
                original.key(),
                original.digest(),
                original.content(),
                original.tokens(),
                original.metadata(),
                original.owner(),
                original.lease(),
                original.profile(),
                null);
    }

    private static <T> List<T> atOnce(int times, IntFunction<T> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, times)
                    .<Callable<T>>mapToObj(n -> () -> work.apply(n))
                    .toList();
            return threads.invokeAll(tasks).stream()
                    .map(SessionCommandsContract::result)
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A store's clock that the test turns on. */
    private static final class MovableClock implements InstantSource {

        private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration duration) {
            now = now.plus(duration);
        }
    }
}
