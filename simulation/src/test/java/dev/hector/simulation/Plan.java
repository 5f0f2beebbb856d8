package dev.hector.simulation;

import dev.hector.command.session.Limits;
import dev.hector.events.SessionKey;
import dev.hector.gateway.SimulatedGateway;
import dev.hector.simulation.Operation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one run's clients will want, and of how many machines. */
record Plan(
        int gateways,
        int commands,
        Limits limits,
        List<SessionKey> sessions,
        Optional<Operation> old,
        List<Operation> operations) {

    private static final Duration LONGEST_GAP = Duration.ofSeconds(6);

    static Plan of(long seed, Scheduler chance) {
        var sessions =
                chance.below(4) == 0 ? List.of(session(seed, "a"), session(seed, "b")) : List.of(session(seed, "a"));
        var old = chance.below(12) == 0 ? Optional.of(old(sessions.getFirst())) : Optional.<Operation>empty();
        var operations = new ArrayList<Operation>();
        var at = Duration.ZERO;
        for (var number = 1; number <= 2 + chance.below(5); number++) {
            at = chance.below(3) == 0 ? at : at.plus(chance.between(Duration.ZERO, LONGEST_GAP));
            operations.add(operation(
                    number,
                    at,
                    chance.oneOf(sessions),
                    Stream.concat(old.stream(), operations.stream()).toList(),
                    chance));
        }
        return new Plan(1 + chance.below(2), 1 + chance.below(2), limits(chance), sessions, old, operations);
    }

    private static SessionKey session(long seed, String name) {
        return SessionKey.of(SimulatedGateway.AGENT, name + seed);
    }

    /** A message that so many others followed that only the log remembers its key. */
    private static Operation old(SessionKey session) {
        return new Operation(0, Kind.NOTE, Duration.ZERO, session, "old key", "old message");
    }

    private static Limits limits(Scheduler chance) {
        return switch (chance.below(8)) {
            case 0 -> new Limits(Duration.ofSeconds(3), null);
            case 1 -> new Limits(Duration.ofSeconds(8), null);
            case 2 -> new Limits(null, Duration.ofSeconds(6));
            case 3 -> new Limits(null, Duration.ofSeconds(20));
            default -> Limits.NONE;
        };
    }

    private static Operation operation(
            int number, Duration at, SessionKey session, List<Operation> before, Scheduler chance) {
        var text = "message " + number;
        return switch (chance.below(20)) {
            case 0 -> new Operation(number, Kind.END, at, session, "", "");
            case 1 -> new Operation(number, Kind.DELETE, at, session, "", "");
            case 2, 3 -> new Operation(number, Kind.NOTE, at, session, key(number, chance), text);
            case 4 -> new Operation(number, Kind.IMPORT, at, session, "key " + number, text);
            case 5, 6, 7, 8 -> again(number, at, session, before, chance);
            default -> new Operation(number, Kind.ASK, at, session, key(number, chance), text);
        };
    }

    /** An earlier key, mostly with what it stands for, and sometimes at the same time. */
    private static Operation again(
            int number, Duration at, SessionKey session, List<Operation> before, Scheduler chance) {
        var keyed =
                before.stream().filter(operation -> !operation.key().isEmpty()).toList();
        if (keyed.isEmpty()) {
            return new Operation(number, Kind.ASK, at, session, "key " + number, "message " + number);
        }
        var same = chance.oneOf(keyed);
        var when = chance.below(2) == 0 && same.number() > 0 ? same.at() : at;
        var text = chance.below(3) == 0 ? "another message " + number : same.text();
        return new Operation(number, again(same.kind(), chance), when, same.session(), same.key(), text);
    }

    /** A message that is only stored may come alone, and with others the next time. */
    private static Kind again(Kind kind, Scheduler chance) {
        return switch (kind) {
            case NOTE, IMPORT -> chance.below(2) == 0 ? Kind.NOTE : Kind.IMPORT;
            case ASK, END, DELETE -> kind;
        };
    }

    private static String key(int number, Scheduler chance) {
        return chance.below(2) == 0 ? "key " + number : "";
    }
}
