package dev.hector.command.axon;

import dev.hector.command.DecisionContextLoader;
import dev.hector.command.Outcome;
import dev.hector.command.Request;
import dev.hector.command.SessionCommandBus;
import dev.hector.command.axon.SessionAggregate.Decided;
import dev.hector.command.session.CommandRefusal;
import dev.hector.command.session.Decision;
import dev.hector.command.session.SessionCommand;
import dev.hector.events.SessionKey;
import dev.hector.store.EventLog;
import dev.hector.store.SessionStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.common.caching.Cache;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Axon's command bus over one store.
 *
 * <p>Sessions are cached, and another process may have written since. An append on an old state conflicts and is tried
 * again; a decision that appends nothing is compared with the log's version before it is final. Nor is it final before
 * keys that the session's state has forgotten were looked for; a decision that does append needs no look, as the log
 * refuses a key twice.
 */
public final class AxonCommandBus implements SessionCommandBus, AutoCloseable {

    private static final int ATTEMPTS = 20;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

    private final EventLog log;
    private final InstantSource clock;
    private final Cache cache;
    private final SessionAxon axon;

    public AxonCommandBus(SessionStore store, DecisionContextLoader contexts, InstantSource clock) {
        this.log = store.log();
        this.clock = clock;
        this.cache = new SessionCache(10_000, Duration.ofMinutes(30));
        this.axon = new SessionAxon(store, contexts, cache);
    }

    @Override
    public Outcome submit(Request request) {
        return attempt(request, looksUpAtOnce(request.command())).orElseGet(() -> submitLookingUp(request));
    }

    /** Of many keys some may well be known, and to be refused for one of them costs more than to look for all. */
    private static boolean looksUpAtOnce(SessionCommand command) {
        return command.keys().size() != 1;
    }

    private Outcome submitLookingUp(Request request) {
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var outcome = attempt(request, true);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            pauseAfter(attempt);
        }
        return new Outcome.Refused(new CommandRefusal.SessionBusy(null, null));
    }

    /** Empty when the session may have moved on since it was cached, or knows a key after all. */
    private Optional<Outcome> attempt(Request request, boolean lookUpKeys) {
        try {
            var decided = dispatch(request, lookUpKeys);
            if (isFinal(decided, request.session(), lookUpKeys)) {
                return Optional.of(outcome(decided));
            }
        } catch (ConcurrencyException e) {
            return forgetting(request.session());
        }
        return lookUpKeys ? forgetting(request.session()) : Optional.empty();
    }

    private Optional<Outcome> forgetting(SessionKey session) {
        cache.remove(session.toString());
        return Optional.empty();
    }

    /** A session that only ended before it refused has not shown that it does not know the key. */
    private boolean isFinal(Decided decided, SessionKey session, boolean lookUpKeys) {
        var decision = decided.decision();
        return !decision.done().isEmpty()
                || (lookUpKeys && (!decision.found().isEmpty() || log.version(session) == decided.version()));
    }

    private static Outcome outcome(Decided decided) {
        return switch (decided.decision()) {
            case Decision.Accepted accepted -> new Outcome.Done(accepted.answer(), decided.version());
            case Decision.Refused refused -> new Outcome.Refused(refused.refusal());
        };
    }

    private Decided dispatch(Request request, boolean lookUpKeys) {
        var now = clock.instant();
        var submission = Submission.of(request, now, lookUpKeys);
        var callback = new FutureCallback<Submission, Decided>();
        DecisionTime.runAt(now, () -> axon.bus().dispatch(message(request, submission), callback));
        var result = callback.getResult();
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        return result.getPayload();
    }

    private static CommandMessage<Submission> message(Request request, Submission submission) {
        return new GenericCommandMessage<>(submission, CauseMetaData.of(request.cause()));
    }

    private static RuntimeException unchecked(Throwable problem) {
        return problem instanceof RuntimeException exception ? exception : new IllegalStateException(problem);
    }

    private static void pauseAfter(int attempt) {
        var longest = SHORTEST_PAUSE.toNanos() * attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
    }

    @Override
    public void close() {
        axon.close();
    }
}
