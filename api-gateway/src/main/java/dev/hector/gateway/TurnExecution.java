package dev.hector.gateway;

import dev.hector.events.Role;
import dev.hector.events.ToolCall;
import dev.hector.events.memory.ContextMessage;
import dev.hector.events.memory.TokenCounter;
import dev.hector.gateway.TurnFeed.Outcome;
import dev.hector.models.LanguageModel;
import dev.hector.models.ModelAnswer;
import dev.hector.models.ModelException;
import dev.hector.models.ModelRequest;
import dev.hector.proto.v1.CommandReply;
import dev.hector.proto.v1.CompleteTurnCommand;
import dev.hector.proto.v1.FailTurnCommand;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.StartTurnReply;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.Usage;
import dev.hector.proto.v1.WorkingMemory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one turn to its recorded end: context, recall, model, answer. Nobody's connection matters to it. */
final class TurnExecution {

    private static final Logger LOG = LoggerFactory.getLogger(TurnExecution.class);

    /** We stopped waiting for the model. */
    private static final class GivenUpException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /** What ends a turn, and how it ended. */
    private interface Ending {

        Outcome outcome() throws TurnLease.LostException, InterruptedException;
    }

    private final Services services;
    private final ExecutorService modelThreads;
    private final TokenCounter counter;
    private final AcceptedMessage message;
    private final StartTurnReply started;
    private final LanguageModel model;
    private final Duration patience;
    private final TurnLease lease;
    private final TurnRecall recall;
    private final LiveTurn live;
    private final ReasoningLog reasoning;
    private final TurnWatch.Watched watched;

    TurnExecution(
            Services services,
            ExecutorService modelThreads,
            TokenCounter counter,
            AcceptedMessage message,
            StartTurnReply started,
            LanguageModel model,
            Duration patience,
            TurnLease lease,
            LiveTurn live,
            ReasoningLog reasoning,
            TurnWatch.Watched watched) {
        this.services = services;
        this.modelThreads = modelThreads;
        this.counter = counter;
        this.message = message;
        this.started = started;
        this.model = model;
        this.patience = patience;
        this.lease = lease;
        this.recall = new TurnRecall(services, message, started, lease, watched);
        this.live = live;
        this.reasoning = reasoning;
        this.watched = watched;
    }

    void run() {
        end(this::outcome);
    }

    /** Ends the turn without asking the model. */
    void cancel() {
        end(this::cancelled);
    }

    private void end(Ending ending) {
        Outcome outcome = new Outcome.Failed(Refusal.unexpected());
        try {
            outcome = recordedOutcome(ending);
        } catch (RefusedException refused) {
            outcome = new Outcome.Failed(refused.refusal());
        } finally {
            watched.ended(failure(outcome));
            live.end(outcome);
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

    private Outcome recordedOutcome(Ending ending) {
        try {
            return ending.outcome();
        } catch (TurnLease.LostException _) {
            return loggedOutcome();
        } catch (InterruptedException _) {
            throw Refusal.of(ErrorCode.SHUTTING_DOWN, "The server stopped before the turn ended.")
                    .asException();
        }
    }

    private Outcome outcome() throws TurnLease.LostException, InterruptedException {
        try {
            var context =
                    lease.insist(() -> TurnAnswers.context(services, message.session(), started.getStartedSequence()));
            var given = recall.addTo(context);
            return complete(given, answer(given));
        } catch (ModelException failure) {
            return fail(failure.code(), failure.detail());
        } catch (GivenUpException _) {
            return fail(ModelException.MODEL_TIMEOUT, "The model did not answer in time.");
        } catch (InterruptedException _) {
            return cancelled();
        } catch (RefusedException refused) {
            throw refused;
        } catch (RuntimeException defect) {
            LOG.error("Turn {} of session {} failed unexpectedly", started.getTurnId(), sessionId(), defect);
            return fail(ModelException.MODEL_FAILED, "The model could not be asked; the server's log says why.");
        }
    }

    private Outcome cancelled() throws TurnLease.LostException, InterruptedException {
        return fail("cancelled", "The server stopped before the model had answered.");
    }

    private ModelAnswer answer(WorkingMemory context)
            throws GivenUpException, TurnLease.LostException, InterruptedException {
        var request = ModelRequest.of(context.getMessagesList().stream()
                .map(TurnExecution::contextMessage)
                .toList());
        var asked = modelThreads.submit(() -> watched.call(() -> model.answer(request, live::append)));
        var giveUpAt = System.nanoTime() + patience.toNanos();
        try {
            while (System.nanoTime() < giveUpAt) {
                try {
                    return asked.get(lease.untilRenewal().toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException _) {
                    lease.renewIfDue();
                }
            }
            throw new GivenUpException();
        } catch (ExecutionException failure) {
            throw unwrapped(failure);
        } finally {
            asked.cancel(true);
        }
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
    }

    private Outcome complete(WorkingMemory context, ModelAnswer answer)
            throws TurnLease.LostException, InterruptedException {
        var text = text(answer);
        if (text.isBlank()) {
            return fail(ModelException.MODEL_FAILED, "The model's answer was empty.");
        }
        watched.answered(answer);
        reasoning.record(message, started, context, text);
        var command = completion(context, answer, text);
        try {
            var reply = lease.insist(() -> services.command(commands -> commands.completeTurn(command)));
            return lease.insisted() ? loggedOutcome() : new Outcome.Completed(response(context, command, reply));
        } catch (RefusedException refused) {
            if (refused.code() != ErrorCode.INVALID_REQUEST) {
                throw refused;
            }
            return fail(
                    ModelException.MODEL_FAILED,
                    "The model's answer cannot be stored: " + refused.refusal().detail());
        }
    }

    private String text(ModelAnswer answer) {
        var streamed = live.wholeAnswer();
        if (streamed.isEmpty()) {
            live.append(answer.text());
            return live.wholeAnswer();
        }
        return streamed;
    }

    private CompleteTurnCommand completion(WorkingMemory context, ModelAnswer answer, String text) {
        return CompleteTurnCommand.newBuilder()
                .setSession(message.session())
                .setTurnId(started.getTurnId())
                .setAttempt(started.getAttempt())
                .setMessageId(Ids.message())
                .setContent(text)
                .setTokens(counter.count(text))
                .setModel(answer.model())
                .setUsage(Usage.newBuilder()
                        .setInputTokens(answer.usage().inputTokens())
                        .setOutputTokens(answer.usage().outputTokens()))
                .setFinishReason(answer.finishReason())
                .setContextThrough(context.getAsOf())
                .setContextTokens(context.getTokens())
                .setContextDigest(context.getDigest())
                .setCause(message.cause())
                .build();
    }

    private MessageResponse response(WorkingMemory context, CompleteTurnCommand command, CommandReply reply) {
        return MessageResponse.newBuilder()
                .setSessionId(sessionId())
                .setTurnId(command.getTurnId())
                .setMessageId(command.getMessageId())
                .setResponse(command.getContent())
                .setSequence(reply.getVersion())
                .setUsage(command.getUsage())
                .setMemory(TurnAnswers.memory(context))
                .setModel(command.getModel())
                .build();
    }

    private Outcome fail(String code, String detail) throws TurnLease.LostException, InterruptedException {
        var command = FailTurnCommand.newBuilder()
                .setSession(message.session())
                .setTurnId(started.getTurnId())
                .setAttempt(started.getAttempt())
                .setCode(code)
                .setDetail(WellFormed.repaired(detail))
                .setCause(message.cause())
                .build();
        var reply = lease.insist(() -> services.command(commands -> commands.failTurn(command)));
        return new Outcome.Failed(
                TurnAnswers.failure(started.getTurnId(), reply.getVersion(), code, command.getDetail()));
    }

    /** The turn may have ended otherwise than we think: what the log says stands. */
    private Outcome loggedOutcome() {
        var turn = StoredTurn.find(services, message.session(), started.getTurnId());
        return switch (turn.getState()) {
            case STATE_COMPLETED -> new Outcome.Completed(turn.getResponse());
            case STATE_FAILED -> new Outcome.Failed(TurnAnswers.failure(turn));
            case STATE_OPEN, STATE_UNSPECIFIED, UNRECOGNIZED -> new Outcome.Failed(lost(turn));
        };
    }

    private Refusal lost(Turn turn) {
        return TurnAnswers.failure(turn.getTurnId(), 0, "owner_lost", "This process lost its hold on the turn.");
    }

    private String sessionId() {
        return message.session().getSessionId();
    }

    private static ContextMessage contextMessage(dev.hector.proto.v1.ContextMessage message) {
        return new ContextMessage(
                Role.ofWireName(message.getRole()),
                message.getContent(),
                message.getToolCallsList().stream()
                        .map(call -> new ToolCall(call.getId(), call.getName(), call.getArguments()))
                        .toList(),
                message.getToolCallId().isEmpty() ? null : message.getToolCallId(),
                message.getTokens(),
                message.getFromSequence(),
                message.getToSequence());
    }
}
