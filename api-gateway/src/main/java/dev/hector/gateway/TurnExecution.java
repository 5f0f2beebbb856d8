package dev.hector.gateway;

import dev.hector.gateway.TurnFeed.Outcome;
import dev.hector.models.ModelException;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.wire.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one turn to its recorded end: context, recall, model, answer. Nobody's connection matters to it. */
final class TurnExecution {

    private static final Logger LOG = LoggerFactory.getLogger(TurnExecution.class);

    /** What ends a turn, and how it ended. */
    private interface Ending {

        Outcome outcome() throws TurnLease.LostException, InterruptedException;
    }

    private final OpenTurn turn;
    private final Services services;
    private final TurnLease lease;
    private final TurnRecall recall;
    private final TurnModel model;
    private final TurnWatch.Watched watched;

    TurnExecution(OpenTurn turn, Services services, TurnLease lease, TurnModel model, TurnWatch.Watched watched) {
        this.turn = turn;
        this.services = services;
        this.lease = lease;
        this.recall = new TurnRecall(turn, services, lease, watched);
        this.model = model;
        this.watched = watched;
    }

    Outcome run() {
        return end(this::outcome);
    }

    /** Ends the turn without asking the model. */
    Outcome cancel() {
        return end(this::cancelled);
    }

    private Outcome end(Ending ending) {
        try {
            return ending.outcome();
        } catch (TurnLease.LostException _) {
            return logged();
        } catch (RefusedException refused) {
            return new Outcome.Failed(refused.refusal());
        } catch (InterruptedException _) {
            return new Outcome.Failed(Refusal.of(ErrorCode.SHUTTING_DOWN, "The server stopped before the turn ended."));
        }
    }

    private Outcome outcome() throws TurnLease.LostException, InterruptedException {
        try {
            var context = recall.addTo(context());
            return complete(context, answer(context));
        } catch (ModelException failure) {
            return fail(failure.code(), failure.detail());
        } catch (TurnModel.GivenUpException _) {
            return fail(ModelException.MODEL_TIMEOUT, "The model did not answer in time.");
        } catch (InterruptedException _) {
            return cancelled();
        } catch (RefusedException refused) {
            throw refused;
        } catch (RuntimeException defect) {
            LOG.error("Turn {} of session {} failed unexpectedly", turn.id(), turn.sessionId(), defect);
            return fail(ModelException.MODEL_FAILED, "The model could not be asked; the server's log says why.");
        }
    }

    private Outcome cancelled() throws TurnLease.LostException, InterruptedException {
        return fail("cancelled", "The server stopped before the model had answered.");
    }

    private WorkingMemory context() throws TurnLease.LostException, InterruptedException {
        var query = turn.context(turn.started().getStartedSequence());
        return lease.insist(() -> services.query(queries -> queries.readTurnContext(query)));
    }

    /** All rounds of the model. Today there is one: nothing is done between what it says and its answer. */
    private TurnModel.Answer answer(WorkingMemory context)
            throws TurnModel.GivenUpException, TurnLease.LostException, InterruptedException {
        return model.answer(context, lease);
    }

    private Outcome complete(WorkingMemory context, TurnModel.Answer answer)
            throws TurnLease.LostException, InterruptedException {
        if (answer.text().isBlank()) {
            return fail(ModelException.MODEL_FAILED, "The model's answer was empty.");
        }
        watched.answered(answer.model());
        var command = turn.completion(context, answer);
        try {
            var reply = lease.insist(() -> services.command(commands -> commands.completeTurn(command)));
            return lease.insisted()
                    ? logged()
                    : new Outcome.Completed(TurnAnswers.completed(command, reply.getVersion(), context));
        } catch (RefusedException refused) {
            if (!isOfTheAnswer(refused.code())) {
                throw refused;
            }
            return fail(
                    ModelException.MODEL_FAILED,
                    "The model's answer cannot be stored: " + refused.refusal().detail());
        }
    }

    private static boolean isOfTheAnswer(ErrorCode refusal) {
        return refusal == ErrorCode.INVALID_REQUEST || refusal == ErrorCode.MESSAGE_TOO_LARGE;
    }

    private Outcome fail(String code, String detail) throws TurnLease.LostException, InterruptedException {
        var command = turn.failure(code, detail);
        var reply = lease.insist(() -> services.command(commands -> commands.failTurn(command)));
        return new Outcome.Failed(TurnAnswers.failure(turn.id(), reply.getVersion(), code, command.getDetail()));
    }

    /** The turn may have ended otherwise than we think: what the log says stands. */
    private Outcome logged() {
        try {
            return outcome(StoredTurn.find(services, turn.session(), turn.id()));
        } catch (RefusedException refused) {
            return new Outcome.Failed(refused.refusal());
        }
    }

    private static Outcome outcome(Turn logged) {
        return switch (logged.getState()) {
            case STATE_COMPLETED -> new Outcome.Completed(logged.getResponse());
            case STATE_FAILED -> new Outcome.Failed(TurnAnswers.failure(logged));
            case STATE_OPEN, STATE_UNSPECIFIED, UNRECOGNIZED ->
                new Outcome.Failed(TurnAnswers.failure(
                        logged.getTurnId(), 0, "owner_lost", "This process lost its hold on the turn."));
        };
    }
}
