package dev.hector.gateway;

import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.proto.v1.SessionQueriesGrpc.SessionQueriesBlockingStub;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command and the query service, with deadlines, and with refusals in our own terms. */
final class Services {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    private final SessionCommandsBlockingStub commands;
    private final SessionQueriesBlockingStub queries;

    Services(SessionCommandsBlockingStub commands, SessionQueriesBlockingStub queries) {
        this.commands = commands;
        this.queries = queries;
    }

    /**
     * Sends a command. It is not taken back when our own caller goes away.
     *
     * @throws RefusedException when it is refused, or its outcome is unknown
     */
    <T> T command(Function<SessionCommandsBlockingStub, T> call) {
        return command(DEADLINE, call);
    }

    <T> T command(Duration deadline, Function<SessionCommandsBlockingStub, T> call) {
        var context = Context.ROOT.attach();
        try {
            return answer(() -> call.apply(commands.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)));
        } finally {
            Context.ROOT.detach(context);
        }
    }

    /** Asks a question; it is given up when our own caller goes away. */
    <T> T query(Function<SessionQueriesBlockingStub, T> call) {
        return query(DEADLINE, call);
    }

    <T> T query(Duration deadline, Function<SessionQueriesBlockingStub, T> call) {
        return answer(() -> call.apply(queries.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)));
    }

    private static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException failure) {
            throw refused(failure);
        }
    }

    private static RefusedException refused(StatusRuntimeException failure) {
        var refusal = Refusal.from(failure);
        if (refusal.code() == ErrorCode.INTERNAL) {
            LOG.error("A service failed unexpectedly", failure);
        }
        return refusal.asException();
    }
}
