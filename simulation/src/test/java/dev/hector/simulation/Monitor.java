package dev.hector.simulation;

import dev.hector.events.SessionKey;
import dev.hector.store.SimulatedLog;
import dev.hector.store.SimulatedLog.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sees every commit and every answer, and knows what must never be. The first violation stands. */
final class Monitor implements SimulatedLog.Witness {

    /** A lease, the sweeper's interval, and what a machine is allowed on top. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(30);

    /** A renewal's interval and what a cancelled call is allowed on top. */
    private static final Duration MODEL_STOPS_WITHIN = Duration.ofSeconds(8);

    private static final Duration STORMY = Duration.ofSeconds(120);

    private final Scheduler scheduler;
    private final Faults faults;
    private final Map<SessionKey, SessionRecord> sessions =
            new TreeMap<>(java.util.Comparator.comparing(SessionKey::toString));
    private final Map<String, Machine> owners = new HashMap<>();
    private final Map<Machine, Long> deaths = new HashMap<>();
    private @Nullable String violation;

    Monitor(Scheduler scheduler, Faults faults) {
        this.scheduler = scheduler;
        this.faults = faults;
    }

    Optional<String> violation() {
        return Optional.ofNullable(violation);
    }

    void require(boolean holds, java.util.function.Supplier<String> otherwise) {
        if (!holds && violation == null) {
            violation = otherwise.get();
            scheduler.trace(() -> "VIOLATION " + violation);
        }
    }

    SessionRecord session(SessionKey session) {
        return sessions.computeIfAbsent(session, _ -> new SessionRecord(session.sessionId(), this));
    }

    @Override
    public void committed(SessionKey session, List<Entry> events) {
        var record = session(session);
        for (var entry : events) {
            scheduler.trace(() ->
                    "  committed " + session.sessionId() + "/" + entry.stored().sequence() + " " + entry.event());
            record.add(entry, scheduler.now(), faults);
        }
        closedInTime(record);
    }

    /** The owner that a gateway goes by. */
    void owns(String owner, Machine machine) {
        owners.put(owner, machine);
    }

    void died(Machine machine) {
        deaths.put(machine, scheduler.now());
    }

    boolean anyTurnOpen() {
        for (var session : sessions.values()) {
            if (session.open() != null) {
                return true;
            }
        }
        return false;
    }

    /** To be asked now and then: whether a turn is open that ought to have been closed. */
    void overdue() {
        for (var session : sessions.values()) {
            var open = session.open();
            if (open != null) {
                requireInTime(session, open, scheduler.now());
            }
        }
    }

    private void closedInTime(SessionRecord session) {
        var closed = session.lastClosed();
        if (closed != null && closed.endedAt() == scheduler.now()) {
            requireInTime(session, closed, scheduler.now());
        }
    }

    private void requireInTime(SessionRecord session, SessionRecord.TurnRecord turn, long until) {
        var machine = owners.get(turn.owner());
        var died = machine == null ? null : deaths.get(machine);
        if (died != null) {
            var since = Math.max(died, turn.startedAt());
            require(
                    until - since <= allowed().toNanos(),
                    () -> session + " " + turn.id() + " was open "
                            + Duration.ofNanos(until - since).toMillis() + " ms after its owner had died");
        }
    }

    private Duration allowed() {
        var calm = faults.climate().isSteady() ? Duration.ZERO : STORMY;
        return CLOSED_WITHIN.plus(faults.disturbance()).plus(calm);
    }

    /** A model goes on answering this message. */
    void modelSpeaks(String message, Machine machine) {
        if (!faults.climate().isKind()) {
            return;
        }
        for (var session : sessions.values()) {
            var turn = session.turnOf(message);
            if (turn != null && turn.endedAt() > 0) {
                require(
                        scheduler.now() - turn.endedAt() <= MODEL_STOPS_WITHIN.toNanos(),
                        () -> machine.name() + " has a model answer '" + message + "' long after " + turn.id()
                                + " has ended");
            }
        }
    }
}
