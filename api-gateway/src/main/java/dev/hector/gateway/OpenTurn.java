package dev.hector.gateway;

import dev.hector.configuration.AgentConfig;
import dev.hector.proto.v1.CompleteTurnCommand;
import dev.hector.proto.v1.FailTurnCommand;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.ReadTurnContextQuery;
import dev.hector.proto.v1.RecordRecallCommand;
import dev.hector.proto.v1.RenewTurnCommand;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.StartTurnReply;
import dev.hector.proto.v1.TurnStartedNotice;
import dev.hector.proto.v1.Usage;
import dev.hector.proto.v1.WorkingMemory;
import java.time.Duration;
import java.util.List;

/**
 * A turn that this process opened and runs: every command and query of it.
 *
 * @param owner what this process is called
 * @param lease how long the turn stays ours without a renewal
 */
record OpenTurn(AcceptedMessage message, StartTurnReply started, String owner, Duration lease) {

    String id() {
        return started.getTurnId();
    }

    SessionRef session() {
        return message.session();
    }

    String sessionId() {
        return session().getSessionId();
    }

    AgentConfig agent() {
        return message.agent();
    }

    /** What the user said. */
    String question() {
        return message.text();
    }

    TurnStartedNotice notice() {
        return TurnStartedNotice.newBuilder()
                .setSessionId(sessionId())
                .setTurnId(id())
                .setMessageId(started.getMessageId())
                .setSequence(started.getStartedSequence())
                .build();
    }

    /** What the model is given as of an event of this turn. */
    ReadTurnContextQuery context(long sequence) {
        return ReadTurnContextQuery.newBuilder()
                .setSession(session())
                .setStartedSequence(sequence)
                .build();
    }

    RecordRecallCommand recall(List<Memory> memories) {
        return RecordRecallCommand.newBuilder()
                .setSession(session())
                .setTurnId(id())
                .setAttempt(started.getAttempt())
                .addAllMemories(memories)
                .setCause(message.cause())
                .build();
    }

    RenewTurnCommand renewal() {
        return RenewTurnCommand.newBuilder()
                .setSession(session())
                .setTurnId(id())
                .setAttempt(started.getAttempt())
                .setOwner(owner)
                .setLeaseMillis(lease.toMillis())
                .build();
    }

    CompleteTurnCommand completion(WorkingMemory context, TurnModel.Answer answer) {
        return CompleteTurnCommand.newBuilder()
                .setSession(session())
                .setTurnId(id())
                .setAttempt(started.getAttempt())
                .setMessageId(Ids.message())
                .setContent(answer.text())
                .setTokens(answer.tokens())
                .setModel(answer.model().model())
                .setUsage(Usage.newBuilder()
                        .setInputTokens(answer.model().usage().inputTokens())
                        .setOutputTokens(answer.model().usage().outputTokens()))
                .setFinishReason(answer.model().finishReason())
                .setContextThrough(context.getAsOf())
                .setContextTokens(context.getTokens())
                .setContextDigest(context.getDigest())
                .setCause(message.cause())
                .build();
    }

    FailTurnCommand failure(String code, String detail) {
        return FailTurnCommand.newBuilder()
                .setSession(session())
                .setTurnId(id())
                .setAttempt(started.getAttempt())
                .setCode(code)
                .setDetail(WellFormed.repaired(detail))
                .setCause(message.cause())
                .build();
    }
}
