package dev.hector.gateway;

import dev.hector.events.memory.TokenCounter;
import dev.hector.gateway.TurnFeed.Outcome;
import dev.hector.proto.v1.StartTurnCommand;
import dev.hector.proto.v1.StartTurnReply;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens turns in this process's name, and sees to it that each comes to its end. */
final class TurnLauncher {

    private final Agents agents;
    private final Services inTurn;
    private final RunningTurns running;
    private final TokenCounter counter;
    private final Timings timings;
    private final TurnOwner owner;
    private final TurnLeases leases;
    private final TurnThreads threads = new TurnThreads();
    private final ReasoningLog reasoning;

    TurnLauncher(
            Agents agents,
            Services services,
            RunningTurns running,
            TokenCounter counter,
            Timings timings,
            TurnOwner owner) {
        this.agents = agents;
        this.inTurn = services.within(timings.call());
        this.running = running;
        this.counter = counter;
        this.timings = timings;
        this.owner = owner;
        this.leases = new TurnLeases(inTurn, timings);
        this.reasoning = new ReasoningLog(services);
    }

    /** The command that stores a message and opens a turn for it. */
    StartTurnCommand start(AcceptedMessage message) {
        var command = StartTurnCommand.newBuilder()
                .setSession(message.session())
                .setMessage(message.message())
                .setTurnId(Ids.turn())
                .setOwner(owner.name())
                .setLeaseMillis(timings.lease().toMillis())
                .setProfile(agents.profile(message.agent()))
                .setCause(message.cause());
        message.ifVersion().ifPresent(command::setIfVersion);
        return command.build();
    }

    /**
     * Makes ready the turn that was just opened. The caller has {@link RunningTurns#enter entered} and must run it; it
     * leaves when it has ended.
     */
    BegunTurn launch(AcceptedMessage message, StartTurnReply started, SessionLines.Place place) {
        var turn = new OpenTurn(message, started, owner.name(), timings.lease());
        var live = new LiveTurn(turn.notice(), message.key());
        running.add(live);
        place.occupy(live);
        return begun(turn, live, place);
    }

    private BegunTurn begun(OpenTurn turn, LiveTurn live, SessionLines.Place place) {
        var watched = watched(turn);
        var lease = leases.hold(turn);
        var execution = new TurnExecution(turn, inTurn, lease, model(turn, live, watched), watched);
        Runnable leave = () -> leave(lease, live, place);
        Runnable run = () -> watched.run(() -> end(turn, live, watched, execution::run, leave));
        Runnable cancel = () -> end(turn, live, watched, execution::cancel, leave);
        return new BegunTurn(live, () -> threads.run(run, cancel), () -> threads.runHere(run, cancel));
    }

    private TurnModel model(OpenTurn turn, LiveTurn live, TurnWatch.Watched watched) {
        var patience = agents.llm(turn.agent()).timeout().plus(timings.modelGrace());
        return new TurnModel(agents.model(turn.agent()), patience, threads, counter, live, watched);
    }

    private TurnWatch.Watched watched(OpenTurn turn) {
        var seen = new TurnWatch.Turn(turn.agent().name(), turn.sessionId(), turn.id(), agents.llm(turn.agent()));
        return new LoggedTurn(seen, running.watch().begun(seen));
    }

    private void end(
            OpenTurn turn, LiveTurn live, TurnWatch.Watched watched, Supplier<Outcome> execution, Runnable leave) {
        Outcome outcome = new Outcome.Failed(Refusal.unexpected());
        try {
            outcome = execution.get();
            if (outcome instanceof Outcome.Completed(var answer)) {
                reasoning.record(turn, answer);
            }
        } finally {
            watched.ended(failure(outcome));
            live.end(outcome);
            leave.run();
        }
    }

    private static Optional<String> failure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed _ -> Optional.empty();
            case Outcome.Failed(var refusal) ->
                Optional.of(
                        refusal.details().getOrDefault("reason", refusal.code().wireName()));
        };
    }

    private void leave(TurnLease lease, LiveTurn live, SessionLines.Place place) {
        leases.release(lease);
        running.remove(live);
        place.vacate(live);
        running.leave();
    }

    /** Cancels the turns that run, and all that are launched later. */
    void interrupt() {
        threads.interrupt();
    }
}
