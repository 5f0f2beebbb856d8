package dev.hector.gateway;

import dev.hector.events.Role;
import dev.hector.events.ToolCall;
import dev.hector.events.memory.ContextMessage;
import dev.hector.events.memory.TokenCounter;
import dev.hector.models.LanguageModel;
import dev.hector.models.ModelAnswer;
import dev.hector.models.ModelRequest;
import dev.hector.proto.v1.WorkingMemory;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The model of one turn: what it says goes to the turn's readers piece by piece, and it is given up when it takes too long.
 *
 * @param patience what a model gets that does not keep its own timeout
 */
record TurnModel(
        LanguageModel model,
        Duration patience,
        TurnThreads threads,
        TokenCounter counter,
        LiveTurn live,
        TurnWatch.Watched watched) {

    /** We stopped waiting for the model. */
    static final class GivenUpException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /**
     * A whole answer.
     *
     * @param text as it was shown, which is what is stored
     * @param tokens size of the text
     */
    record Answer(String text, int tokens, ModelAnswer model) {}

    /**
     * Asks the model: on this thread if it answers at once, else on another, which is left alone when its time is over or
     * the lease is lost.
     *
     * @throws dev.hector.models.ModelException when there is no whole answer
     */
    Answer answer(WorkingMemory context, TurnLease lease)
            throws GivenUpException, TurnLease.LostException, InterruptedException {
        var answer = ask(request(context), lease);
        var text = shown(answer);
        return new Answer(text, counter.count(text), answer);
    }

    private ModelAnswer ask(ModelRequest request, TurnLease lease)
            throws GivenUpException, TurnLease.LostException, InterruptedException {
        return model.answersAtOnce() ? answered(request) : awaited(request, lease);
    }

    private ModelAnswer answered(ModelRequest request) {
        return model.answer(request, live::append);
    }

    private ModelAnswer awaited(ModelRequest request, TurnLease lease)
            throws GivenUpException, TurnLease.LostException, InterruptedException {
        var asked = threads.ask(() -> watched.call(() -> answered(request)));
        lease.whenLost(() -> asked.cancel(true));
        try {
            return asked.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new GivenUpException();
        } catch (CancellationException _) {
            throw new TurnLease.LostException();
        } catch (ExecutionException failure) {
            throw unwrapped(failure);
        } finally {
            asked.cancel(true);
        }
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
    }

    private String shown(ModelAnswer answer) {
        var streamed = live.wholeAnswer();
        if (streamed.isEmpty()) {
            live.append(answer.text());
            return live.wholeAnswer();
        }
        return streamed;
    }

    private static ModelRequest request(WorkingMemory context) {
        return ModelRequest.of(
                context.getMessagesList().stream().map(TurnModel::message).toList());
    }

    private static ContextMessage message(dev.hector.proto.v1.ContextMessage message) {
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
