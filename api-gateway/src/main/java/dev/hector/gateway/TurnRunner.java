package dev.hector.gateway;

import dev.hector.events.memory.TokenCounter;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SendMessageRequest;
import java.time.Duration;

/**
 * Turns messages into answers: one turn at a time per session, waiting in line for it, each turn on a thread of its own, or
 * of whoever waits for its end, and ended whether or not anybody still listens. The one path of REST, SSE, gRPC and the command line.
 */
public final class TurnRunner {

    private static final Duration CANCELLATION = Duration.ofSeconds(5);

    private final Services services;
    private final MessageIntake intake;
    private final Admission admission;
    private final RunningTurns running;
    private final TurnResumption resumption;
    private final TurnLauncher launcher;
    private final Timings timings;

    TurnRunner(
            Agents agents,
            Services services,
            MessageIntake intake,
            Admission admission,
            RunningTurns running,
            TokenCounter counter,
            Timings timings,
            TurnOwner owner,
            TurnPeers peers) {
        this.services = services;
        this.intake = intake;
        this.admission = admission;
        this.running = running;
        this.resumption = new TurnResumption(agents, services, running, peers);
        this.launcher = new TurnLauncher(agents, services, running, counter, timings, owner);
        this.timings = timings;
    }

    /** Whether a message is one for {@link #answer} and {@link #stream}, or only to be stored. */
    public static boolean wantsAnswer(SendMessageRequest request) {
        return !request.hasRespond() || request.getRespond();
    }

    /**
     * Sends a message and waits for the whole answer.
     *
     * @throws RefusedException when the message is refused, or its turn failed
     */
    public MessageResponse answer(SendMessageRequest request, Caller caller) throws InterruptedException {
        Checks.require(request.getResumeToken().isEmpty(), "resume_token", "Only a stream can be gone on with.");
        var turn = begin(request, caller);
        turn.runHere().run();
        return TurnStream.fromStart(turn.feed()).response();
    }

    /**
     * Sends a message and follows its answer, or goes on with an earlier stream when the request has a resume token. When
     * this returns the message is stored.
     *
     * @throws RefusedException when the message is refused
     */
    public TurnStream stream(SendMessageRequest request, Caller caller) throws InterruptedException {
        if (!request.getResumeToken().isEmpty()) {
            return resumption.resume(request, caller);
        }
        var turn = begin(request, caller);
        turn.runApart().run();
        return TurnStream.fromStart(turn.feed());
    }

    private BegunTurn begin(SendMessageRequest request, Caller caller) throws InterruptedException {
        Checks.require(wantsAnswer(request), "respond", "With respond false there is no answer to wait for.");
        var message = intake.accept(request, caller);
        return admission.admit(message, place -> start(message, place), () -> inquire(message));
    }

    private BegunTurn inquire(AcceptedMessage message) {
        var inquiry = launcher.start(message).toBuilder()
                .setIfVersion(Admission.NO_VERSION)
                .build();
        var reply = services.command(commands -> commands.startTurn(inquiry));
        return BegunTurn.before(resumption.ofTurn(message.session(), reply.getTurnId()));
    }

    private BegunTurn start(AcceptedMessage message, SessionLines.Place place) {
        running.enter();
        var launched = false;
        try {
            var command = launcher.start(message);
            var reply = services.command(commands -> commands.startTurn(command));
            if (reply.getExisting()) {
                return BegunTurn.before(resumption.ofTurn(message.session(), reply.getTurnId()));
            }
            var turn = launcher.launch(message, reply, place);
            launched = true;
            return turn;
        } finally {
            if (!launched) {
                running.leave();
            }
        }
    }

    /** Begins no more turns and waits until the running ones have ended; those that take too long are cancelled. */
    void drain() throws InterruptedException {
        running.close();
        if (!running.awaitEnd(timings.drain())) {
            launcher.interrupt();
            running.awaitEnd(CANCELLATION);
        }
    }
}
