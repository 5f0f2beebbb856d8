package dev.hector.gateway;

import dev.hector.proto.v1.LongTermMemoriesGrpc.LongTermMemoriesBlockingStub;
import dev.hector.proto.v1.MemoryCount;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.proto.v1.SessionQueriesGrpc.SessionQueriesBlockingStub;
import dev.hector.proto.v1.SessionRef;
import dev.hector.wire.ErrorCode;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command and the query service, and long-term memory where it is there, with deadlines, and with refusals in our own terms. */
final class Services {

    private static final String COMMANDS = "The command service";
    private static final String QUERIES = "The query service";
    private static final String MEMORIES = "Long-term memory";
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    private final SessionCommandsBlockingStub commands;
    private final SessionQueriesBlockingStub queries;
    private final Optional<LongTermMemoriesBlockingStub> memories;
    private final Duration deadline;

    Services(
            SessionCommandsBlockingStub commands,
            SessionQueriesBlockingStub queries,
            Optional<LongTermMemoriesBlockingStub> memories) {
        this(commands, queries, memories, DEADLINE);
    }

    private Services(
            SessionCommandsBlockingStub commands,
            SessionQueriesBlockingStub queries,
            Optional<LongTermMemoriesBlockingStub> memories,
            Duration deadline) {
        this.commands = commands;
        this.queries = queries;
        this.memories = memories;
        this.deadline = deadline;
    }

    /** The same services, asked with another deadline. */
    Services within(Duration otherDeadline) {
        return new Services(commands, queries, memories, otherDeadline);
    }

    /**
     * Sends a command. It is not taken back when our own caller goes away.
     *
     * @throws RefusedException when it is refused, or its outcome is unknown
     */
    <T> T command(Function<SessionCommandsBlockingStub, T> call) {
        var context = Context.ROOT.attach();
        try {
            return answer(COMMANDS, () -> call.apply(timed(commands)));
        } finally {
            Context.ROOT.detach(context);
        }
    }

    /** Asks a question; it is given up when our own caller goes away. */
    <T> T query(Function<SessionQueriesBlockingStub, T> call) {
        return answer(QUERIES, () -> call.apply(timed(queries)));
    }

    <T> T command(Duration otherDeadline, Function<SessionCommandsBlockingStub, T> call) {
        return within(otherDeadline).command(call);
    }

    <T> T query(Duration otherDeadline, Function<SessionQueriesBlockingStub, T> call) {
        return within(otherDeadline).query(call);
    }

    /** What long-term memory has to say; empty where there is none. */
    Optional<RecallResponse> recall(RecallQuery query) {
        return memories.map(stub -> answer(MEMORIES, () -> timed(stub).recallMemories(query)));
    }

    /** How many memories are of a session; empty where there is no long-term memory. */
    Optional<MemoryCount> countMemories(SessionRef session) {
        return memories.map(stub -> answer(MEMORIES, () -> timed(stub).countMemories(session)));
    }

    private <S extends AbstractStub<S>> S timed(S stub) {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> T answer(String service, Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException failure) {
            throw refused(service, failure);
        }
    }

    private static RefusedException refused(String service, StatusRuntimeException failure) {
        var refusal = Refusal.from(service, failure);
        if (refusal.code() == ErrorCode.INTERNAL) {
            LOG.error("A service failed unexpectedly", failure);
        }
        return refusal.asException();
    }
}
