package dev.hector.gateway;

import dev.hector.events.memory.TokenCounter;
import dev.hector.gateway.TurnFeed.Outcome;
import dev.hector.proto.v1.StartTurnCommand;
import dev.hector.proto.v1.StartTurnReply;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens turns in this process's name, and lets each run to its end. */
final class TurnLauncher {

    private final Agents agents;
    private final Services services;
    private final RunningTurns running;
    private final TokenCounter counter;
    private final Timings timings;
    private final TurnOwner owner;
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
        this.services = services;
        this.running = running;
        this.counter = counter;
        this.timings = timings;
        this.owner = owner;
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
     * Runs the turn that was just opened, on a thread of its own. The caller has {@link RunningTurns#enter entered}, and the
     * turn leaves when it has ended.
     */
    LiveTurn launch(AcceptedMessage message, StartTurnReply started, SessionLines.Place place) {
        var turn = new OpenTurn(message, started, owner.name(), timings.lease());
        var live = new LiveTurn(turn.notice(), message.key());
        running.add(live);
        place.occupy(live);
        var watched = watched(turn);
        var execution = execution(turn, live, watched);
        Runnable leave = () -> leave(live, place);
        threads.run(
                () -> watched.run(() -> end(turn, live, watched, execution::run, leave)),
                () -> end(turn, live, watched, execution::cancel, leave));
        return live;
    }

    private TurnExecution execution(OpenTurn turn, LiveTurn live, TurnWatch.Watched watched) {
        var patience = agents.llm(turn.agent()).timeout().plus(timings.modelGrace());
        var model = new TurnModel(agents.model(turn.agent()), patience, threads, counter, live, watched);
        return new TurnExecution(turn, services, new TurnLease(services, turn.renewal(), timings), model, watched);
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

    private void leave(LiveTurn live, SessionLines.Place place) {
        running.remove(live);
        place.vacate(live);
        running.leave();
    }

    /** Cancels the turns that run, and all that are launched later. */
    void interrupt() {
        threads.interrupt();
    }
}
