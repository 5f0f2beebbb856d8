package dev.hector.gateway;

import dev.hector.proto.v1.CompleteTurnCommand;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.TurnMemory;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.wire.ErrorCode;

/** What is answered of a turn: the same whether it just ended or is read from the log. */
final class TurnAnswers {

    private TurnAnswers() {}

    /** What is answered once a turn's completion is stored as this version of its session. */
    static MessageResponse completed(CompleteTurnCommand completion, long version, WorkingMemory context) {
        return MessageResponse.newBuilder()
                .setSessionId(completion.getSession().getSessionId())
                .setTurnId(completion.getTurnId())
                .setMessageId(completion.getMessageId())
                .setResponse(completion.getContent())
                .setSequence(version)
                .setUsage(completion.getUsage())
                .setMemory(memory(context))
                .setModel(completion.getModel())
                .build();
    }

    private static TurnMemory memory(WorkingMemory context) {
        return TurnMemory.newBuilder()
                .setStrategy(context.getStrategy())
                .setTokens(context.getTokens())
                .setBudget(context.getBudget())
                .setSummarisedThrough(context.getSummarisedThrough())
                .setMessages(context.getMessagesCount())
                .build();
    }

    static Refusal failure(Turn turn) {
        return failure(turn.getTurnId(), turn.getEndedSequence(), turn.getFailureCode(), turn.getFailureDetail());
    }

    /** What is answered when the log says that a turn failed for this reason. */
    static Refusal failure(String turnId, long sequence, String code, String detail) {
        var refusal = switch (code) {
            case "model_failed" -> Refusal.of(ErrorCode.MODEL_FAILED, detail);
            case "model_timeout" -> Refusal.of(ErrorCode.MODEL_TIMEOUT, detail);
            case "session_ended" -> Refusal.of(ErrorCode.SESSION_ENDED, detail);
            default -> Refusal.of(ErrorCode.TURN_FAILED, detail).with("reason", code);
        };
        return refusal.with("turn_id", turnId).with("sequence", Long.toString(sequence));
    }
}
