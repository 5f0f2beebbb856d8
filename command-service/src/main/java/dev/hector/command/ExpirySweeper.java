package dev.hector.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hector.command.session.SessionCommand;
import dev.hector.command.session.SessionCommand.ExpireSession;
import dev.hector.command.session.SessionCommand.FailLostTurn;
import dev.hector.events.SessionKey;
import dev.hector.store.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes turns whose owner is gone and ends sessions that are past a limit. It only nominates: the decider looks again,
 * so that any number of processes may sweep the same store.
 */
final class ExpirySweeper implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(ExpirySweeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String store;
    private final SessionCommandBus bus;
    private final OverdueSessions overdue;
    private final InstantSource clock;

    /** Sessions that could not be swept, left alone for a while. */
    private final Cache<SessionKey, String> troubled = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean failing;

    /** @param store its name, for people */
    ExpirySweeper(String store, SessionCommandBus bus, OverdueSessions overdue, InstantSource clock) {
        this.store = store;
        this.bus = bus;
        this.overdue = overdue;
        this.clock = clock;
    }

    void start() {
        thread = Thread.ofVirtual().name("expiry-" + store).start(this::run);
    }

    @Override
    public void close() {
        stopped.countDown();
        if (thread != null) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                sweepAndReport();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepAndReport() {
        try {
            sweep();
            recovered();
        } catch (StoreUnavailableException e) {
            failed("Expiry waits: " + e.getMessage(), null);
        } catch (RuntimeException e) {
            // Whatever it is, turns and sessions must go on expiring once it is over.
            failed("Expiry failed in session store '" + store + "' and tries again", e);
        }
    }

    private void recovered() {
        if (failing) {
            log.info("Expiry goes on in session store '{}'", store);
        }
        failing = false;
    }

    /** An outage is told once, not every two seconds. */
    private void failed(String message, @Nullable RuntimeException defect) {
        if (!failing) {
            log.warn(message, defect);
        }
        failing = true;
    }

    /** Looks once at everything that is overdue now. */
    void sweep() {
        var now = clock.instant();
        overdue.lostTurns(now, turn -> submit(turn.session(), new FailLostTurn(turn.turnId(), turn.attempt())));
        overdue.sessions(now, session -> submit(session, new ExpireSession()));
    }

    private void submit(SessionKey session, SessionCommand command) {
        if (stopped.getCount() == 0 || troubled.getIfPresent(session) != null) {
            return;
        }
        try {
            bus.submit(Request.bySystem(session, command));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // One session's defect must not keep the others from expiring.
            troubled.put(session, e.toString());
            log.warn("Session {} cannot expire: {}", session, e.toString());
        }
    }
}
