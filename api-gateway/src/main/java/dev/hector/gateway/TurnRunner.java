package dev.hector.gateway;

import dev.hector.events.memory.TokenCounter;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.RenewTurnCommand;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.StartTurnCommand;
import dev.hector.proto.v1.StartTurnReply;
import dev.hector.proto.v1.TurnStartedNotice;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Turns messages into answers: one turn at a time per session, waiting in line for it, each turn on a thread of its own
 * that ends it whether or not anybody still listens. The one path of REST, SSE, gRPC and the command line.
 */
public final class TurnRunner {

    private static final Duration CANCELLATION = Duration.ofSeconds(5);

    private final Agents agents;
    private final Services services;
    private final MessageIntake intake;
    private final Admission admission;
    private final TokenCounter counter;
    private final Timings timings;
    private final ReasoningLog reasoning;
    private final TurnResumption resumption;
    private final String owner;
    private final RunningTurns running;
    private final ExecutorService turnThreads = threads("turn-");
    private final ExecutorService modelThreads = threads("model-");

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
        this.agents = agents;
        this.services = services;
        this.intake = intake;
        this.admission = admission;
        this.running = running;
        this.counter = counter;
        this.timings = timings;
        this.reasoning = new ReasoningLog(services);
        this.owner = owner.name();
        this.resumption = new TurnResumption(agents, services, running, peers);
    }

    private static ExecutorService threads(String name) {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name, 0).factory());
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
        return stream(request, caller).response();
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
        Checks.require(wantsAnswer(request), "respond", "With respond false there is no answer to wait for.");
        return TurnStream.fromStart(begin(intake.accept(request, caller)));
    }

    private TurnFeed begin(AcceptedMessage message) throws InterruptedException {
        return admission.admit(message, place -> start(message, place), () -> inquire(message));
    }

    private TurnFeed inquire(AcceptedMessage message) {
        var inquiry = startCommand(message).toBuilder()
                .setIfVersion(Admission.NO_VERSION)
                .build();
        var reply = services.command(commands -> commands.startTurn(inquiry));
        return resumption.ofTurn(message.session(), reply.getTurnId());
    }

    private TurnFeed start(AcceptedMessage message, SessionLines.Place place) {
        running.enter();
        var launched = false;
        try {
            var command = startCommand(message);
            var reply = services.command(commands -> commands.startTurn(command));
            if (reply.getExisting()) {
                return resumption.ofTurn(message.session(), reply.getTurnId());
            }
            var live = launch(message, reply, place);
            launched = true;
            return live;
        } finally {
            if (!launched) {
                running.leave();
            }
        }
    }

    private LiveTurn launch(AcceptedMessage message, StartTurnReply reply, SessionLines.Place place) {
        var live = new LiveTurn(notice(message, reply), message.key());
        running.add(live);
        place.occupy(live);
        var watched = watched(message, reply);
        var execution = execution(message, reply, live, watched);
        try {
            turnThreads.execute(() -> watched.run(() -> end(live, place, execution::run)));
        } catch (RejectedExecutionException _) {
            // The turn was opened for so long that this process has stopped meanwhile.
            end(live, place, execution::cancel);
        }
        return live;
    }

    private TurnWatch.Watched watched(AcceptedMessage message, StartTurnReply reply) {
        var turn = new TurnWatch.Turn(
                message.agent().name(),
                message.session().getSessionId(),
                reply.getTurnId(),
                agents.llm(message.agent()));
        return new LoggedTurn(turn, running.watch().begun(turn));
    }

    private void end(LiveTurn live, SessionLines.Place place, Runnable execution) {
        try {
            execution.run();
        } finally {
            running.remove(live);
            place.vacate(live);
            running.leave();
        }
    }

    private TurnExecution execution(
            AcceptedMessage message, StartTurnReply reply, LiveTurn live, TurnWatch.Watched watched) {
        return new TurnExecution(
                services,
                modelThreads,
                counter,
                message,
                reply,
                agents.model(message.agent()),
                agents.llm(message.agent()).timeout().plus(timings.modelGrace()),
                new TurnLease(services, renewal(message, reply), timings),
                live,
                reasoning,
                watched);
    }

    private static TurnStartedNotice notice(AcceptedMessage message, StartTurnReply reply) {
        return TurnStartedNotice.newBuilder()
                .setSessionId(message.session().getSessionId())
                .setTurnId(reply.getTurnId())
                .setMessageId(reply.getMessageId())
                .setSequence(reply.getStartedSequence())
                .build();
    }

    private StartTurnCommand startCommand(AcceptedMessage message) {
        var command = StartTurnCommand.newBuilder()
                .setSession(message.session())
                .setMessageId(message.messageId())
                .setKey(message.key())
                .setDigest(message.digest())
                .setContent(message.content())
                .setTokens(message.tokens())
                .setMetadata(message.metadata())
                .setTurnId(Ids.turn())
                .setOwner(owner)
                .setLeaseMillis(timings.lease().toMillis())
                .setProfile(agents.profile(message.agent()))
                .setCause(message.cause());
        message.ifVersion().ifPresent(command::setIfVersion);
        return command.build();
    }

    private RenewTurnCommand renewal(AcceptedMessage message, StartTurnReply reply) {
        return RenewTurnCommand.newBuilder()
                .setSession(message.session())
                .setTurnId(reply.getTurnId())
                .setAttempt(reply.getAttempt())
                .setOwner(owner)
                .setLeaseMillis(timings.lease().toMillis())
                .build();
    }

    /** Begins no more turns and waits until the running ones have ended; those that take too long are cancelled. */
    void drain() throws InterruptedException {
        running.close();
        if (!running.awaitEnd(timings.drain())) {
            turnThreads.shutdownNow();
            running.awaitEnd(CANCELLATION);
        }
    }
}
