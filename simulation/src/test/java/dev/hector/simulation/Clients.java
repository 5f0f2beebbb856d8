package dev.hector.simulation;

import dev.hector.events.SessionEnded;
import dev.hector.gateway.Refusal;
import dev.hector.gateway.RefusedException;
import dev.hector.gateway.SimulatedGateway;
import dev.hector.proto.v1.ImportMessagesRequest;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.simulation.Operation.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** Sends each operation when its time has come, again where that may be done, and checks what it is told. */
final class Clients {

    private static final int TRIES = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(8);

    private final Scheduler scheduler;
    private final Machine machine;
    private final Faults faults;
    private final Network network;
    private final Weather weather;
    private final List<Cluster.Slot<SimulatedGateway>> gateways;
    private final Monitor monitor;
    private int waiting;

    Clients(
            Scheduler scheduler,
            Faults faults,
            Network network,
            List<Cluster.Slot<SimulatedGateway>> gateways,
            Monitor monitor) {
        this.scheduler = scheduler;
        this.machine = new Machine("clients", scheduler);
        this.faults = faults;
        this.network = network;
        this.weather = new Weather(machine, scheduler, faults);
        this.gateways = gateways;
        this.monitor = monitor;
    }

    /** How many operations have no outcome yet. */
    int waiting() {
        return waiting;
    }

    void carryOut(Plan plan) {
        waiting = plan.operations().size();
        for (var operation : plan.operations()) {
            scheduler.after(operation.at(), () -> machine.start(() -> carryOut(operation)));
        }
    }

    private void carryOut(Operation operation) {
        var outcome = outcome(operation);
        scheduler.trace(() -> operation + " => " + outcome);
        switch (outcome) {
            case Outcome.Answered answered -> check(operation, answered.response());
            case Outcome.Refused refused -> check(operation, refused.refusal());
            case Outcome.Unknown _ ->
                monitor.require(!faults.climate().isKind(), () -> operation + " remains unknown without need");
        }
        waiting--;
    }

    private Outcome outcome(Operation operation) {
        for (var tried = 1; tried < TRIES && operation.mayBeRepeated(); tried++) {
            var outcome = attempt(operation, scheduler.below(4) == 0 ? SHORT_PATIENCE : PATIENCE);
            if (isFinal(outcome)) {
                return outcome;
            }
            weather.pass(scheduler.between(Duration.ZERO, Duration.ofSeconds(1L << tried)));
        }
        return attempt(operation, PATIENCE);
    }

    private static boolean isFinal(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _ -> true;
            case Outcome.Unknown _ -> false;
            case Outcome.Refused refused ->
                switch (refused.refusal().code()) {
                    case STORE_UNAVAILABLE, SHUTTING_DOWN, SESSION_BUSY, OVERLOADED -> false;
                    default -> true;
                };
        };
    }

    private Outcome attempt(Operation operation, Duration patience) {
        var slot = scheduler.oneOf(gateways);
        scheduler.trace(() -> operation + " to " + slot.machine().name());
        try {
            return new Outcome.Answered(network.call(
                    machine, weather, slot.machine(), patience, false, request(operation, slot.service())));
        } catch (RefusedException refused) {
            return new Outcome.Refused(refused.refusal());
        } catch (Network.BrokenException _) {
            return new Outcome.Unknown();
        } catch (TimeoutException _) {
            monitor.require(patience != PATIENCE, () -> operation + " waits for ever");
            return new Outcome.Unknown();
        } catch (Exception defect) {
            monitor.require(false, () -> operation + " fails with " + defect);
            return new Outcome.Unknown();
        }
    }

    private static Callable<MessageResponse> request(Operation operation, SimulatedGateway gateway) {
        var session = operation.session().sessionId();
        return switch (operation.kind()) {
            case ASK, NOTE -> () -> gateway.send(request(operation));
            case IMPORT ->
                () -> {
                    gateway.importMessages(importing(operation));
                    return MessageResponse.getDefaultInstance();
                };
            case END ->
                () -> {
                    gateway.end(session);
                    return MessageResponse.getDefaultInstance();
                };
            case DELETE ->
                () -> {
                    gateway.delete(session);
                    return MessageResponse.getDefaultInstance();
                };
        };
    }

    /** What the operation's message looks like on its way. */
    static SendMessageRequest request(Operation operation) {
        return SendMessageRequest.newBuilder()
                .setAgent(SimulatedGateway.AGENT)
                .setSessionId(operation.session().sessionId())
                .setIdempotencyKey(operation.key())
                .setMessage(operation.text())
                .setRespond(operation.kind() == Operation.Kind.ASK)
                .build();
    }

    private static ImportMessagesRequest importing(Operation operation) {
        var request = ImportMessagesRequest.newBuilder()
                .setAgent(SimulatedGateway.AGENT)
                .setSessionId(operation.session().sessionId());
        for (var number = 0; number < operation.keys().size(); number++) {
            request.addMessagesBuilder()
                    .setMessageId(operation.keys().get(number))
                    .setMessage(operation.texts().get(number));
        }
        return request.build();
    }

    private void check(Operation operation, MessageResponse response) {
        var session = monitor.session(operation.session());
        switch (operation.kind()) {
            case ASK -> {
                var turn = session.turn(response.getTurnId());
                monitor.require(
                        turn != null
                                && turn.question().equals(operation.text())
                                && response.getResponse().equals(turn.answer())
                                && response.getSequence() == turn.endedSequence(),
                        () -> operation + " was answered with what is not stored: " + response);
            }
            case NOTE -> {
                var message = session.withContent(operation.text());
                monitor.require(
                        message != null && message.messageId().equals(response.getMessageId()),
                        () -> operation + " was acknowledged and is not stored");
            }
            case IMPORT ->
                operation
                        .texts()
                        .forEach(text -> monitor.require(
                                session.withContent(text) != null,
                                () -> operation + " was acknowledged and '" + text + "' is not stored"));
            case END -> monitor.require(session.ended() != null, () -> operation + " did not end it");
            case DELETE ->
                monitor.require(session.ended() == SessionEnded.Reason.DELETED, () -> operation + " did not delete it");
        }
    }

    private void check(Operation operation, Refusal refusal) {
        var session = monitor.session(operation.session());
        var turnId = refusal.details().get("turn_id");
        var justified = switch (refusal.code()) {
            case KEY_REUSED -> {
                var stored = session.withKey(operation.key());
                yield stored != null && !stored.text().equals(operation.text());
            }
            case MODEL_FAILED, MODEL_TIMEOUT, TURN_FAILED -> turnId != null && failed(session, turnId, refusal);
            case SESSION_ENDED ->
                turnId == null
                        ? session.ended() != null
                                && operation.keys().stream().anyMatch(key -> session.withKey(key) == null)
                        : failed(session, turnId, refusal);
            case SESSION_NOT_FOUND -> session.ended() == SessionEnded.Reason.DELETED;
            case SESSION_BUSY -> true;
            case STORE_UNAVAILABLE, SHUTTING_DOWN ->
                !faults.climate().isKind() || faults.climate().failingWrites() > 0;
            default -> false;
        };
        monitor.require(justified, () -> operation + " was refused without cause: " + refusal);
    }

    private static boolean failed(SessionRecord session, String turnId, Refusal refusal) {
        var turn = session.turn(turnId);
        var told = refusal.details();
        return turn != null
                && turn.failure() != null
                && turn.failure()
                        .equals(told.getOrDefault("reason", refusal.code().wireName()))
                && Long.toString(turn.endedSequence()).equals(told.get("sequence"));
    }
}
