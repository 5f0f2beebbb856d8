package dev.hector.query.grpc;

import dev.hector.events.SessionKey;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.TurnMemory;
import dev.hector.proto.v1.Usage;
import dev.hector.query.TurnView;
import dev.hector.query.TurnView.Outcome.Completed;
import dev.hector.query.TurnView.Outcome.Failed;
import dev.hector.query.TurnView.Outcome.Open;

/** Maps turns to the messages that go over the wire. */
final class TurnResponses {

    private TurnResponses() {}

    static Turn turn(SessionKey session, TurnView view) {
        var turn = Turn.newBuilder()
                .setTurnId(view.started().turnId())
                .setAttempt(view.started().attempt())
                .setStartedSequence(view.startedSequence())
                .setMessageId(view.started().messageId())
                .setOwner(view.started().owner());
        return switch (view.outcome()) {
            case Open() -> turn.setState(Turn.State.STATE_OPEN).build();
            case Completed completed -> completed(turn, session, completed);
            case Failed(var sequence, var failed) ->
                turn.setState(Turn.State.STATE_FAILED)
                        .setEndedSequence(sequence)
                        .setFailureCode(failed.code().wireName())
                        .setFailureDetail(failed.detail())
                        .build();
        };
    }

    private static Turn completed(Turn.Builder turn, SessionKey session, Completed completed) {
        return turn.setState(Turn.State.STATE_COMPLETED)
                .setEndedSequence(completed.sequence())
                .setResponse(response(session, completed))
                .build();
    }

    private static MessageResponse response(SessionKey session, Completed completed) {
        var turn = completed.turn();
        return MessageResponse.newBuilder()
                .setSessionId(session.sessionId())
                .setTurnId(turn.turnId())
                .setMessageId(turn.messageId())
                .setResponse(completed.answer().text())
                .setSequence(completed.sequence())
                .setUsage(Usage.newBuilder()
                        .setInputTokens(turn.usage().inputTokens())
                        .setOutputTokens(turn.usage().outputTokens()))
                .setMemory(memory(completed))
                .setModel(turn.model())
                .build();
    }

    private static TurnMemory memory(Completed completed) {
        var given = completed.given();
        return TurnMemory.newBuilder()
                .setStrategy(given.settings().strategy().wireName())
                .setTokens(completed.turn().contextTokens())
                .setBudget(given.settings().budget())
                .setSummarisedThrough(given.summarisedThrough())
                .setMessages(given.messages().size())
                .build();
    }
}
