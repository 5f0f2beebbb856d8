package dev.hector.memory.grpc;

import dev.hector.events.MemorySummarised;
import dev.hector.events.SessionKey;
import dev.hector.memory.SummaryFailedException;
import dev.hector.memory.SummaryRecorder;
import dev.hector.proto.v1.Cause;
import dev.hector.proto.v1.RecordSummaryCommand;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.proto.v1.SessionRef;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asks the command service to record summaries. */
public final class GrpcSummaryRecorder implements SummaryRecorder {

    private static final int SECONDS = 20;

    /** Outdated, ended, deleted, never there: not this summary, not now and not later. */
    private static final Set<Code> REFUSED = EnumSet.of(Code.ABORTED, Code.FAILED_PRECONDITION, Code.NOT_FOUND);

    private final SessionCommandsBlockingStub commands;

    public GrpcSummaryRecorder(SessionCommandsBlockingStub commands) {
        this.commands = commands;
    }

    @Override
    public boolean record(SessionKey session, MemorySummarised summary, long summarisedThrough)
            throws SummaryFailedException {
        try {
            commands.withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                    .recordSummary(command(session, summary, summarisedThrough));
            return true;
        } catch (StatusRuntimeException e) {
            if (REFUSED.contains(e.getStatus().getCode())) {
                return false;
            }
            throw new SummaryFailedException("the command service answered " + e.getStatus(), e);
        }
    }

    private static RecordSummaryCommand command(SessionKey session, MemorySummarised summary, long summarisedThrough) {
        return RecordSummaryCommand.newBuilder()
                .setSession(SessionRef.newBuilder()
                        .setTenant(session.tenant())
                        .setAgent(session.agent())
                        .setSessionId(session.sessionId()))
                .setFrom(summary.from())
                .setTo(summary.to())
                .setText(summary.text())
                .setTokens(summary.tokens())
                .setModel(summary.model())
                .setTokensBefore(summary.tokensBefore())
                .setTokensAfter(summary.tokensAfter())
                .setSummarisedThrough(summarisedThrough)
                .setCause(Cause.newBuilder().setActor("memory-projector"))
                .build();
    }
}
