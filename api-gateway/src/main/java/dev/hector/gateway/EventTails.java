package dev.hector.gateway;

import dev.hector.wire.ErrorCode;

import dev.hector.proto.v1.AwaitEventsQuery;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.TailEventsRequest;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Follows audit logs as they grow, until the session is deleted or the process stops. */
public final class EventTails {

    private static final int BATCH = 100;
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Agents agents;
    private final Services services;
    private final Set<CancellableContext> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventTails(Agents agents, Services services) {
        this.agents = agents;
        this.services = services;
    }

    /**
     * Begins to follow a session's log.
     *
     * @throws RefusedException when there is no such session
     */
    public Tail follow(TailEventsRequest request, Caller caller) {
        var session = agents.session(request.getAgent(), request.getSessionId(), caller.user(request.getUserId()));
        var types = Set.copyOf(Checks.eventTypes(request.getTypesList()));
        var newest = services.query(queries -> queries.describeSession(session)).getVersion();
        var from = request.hasFrom() ? Math.max(1, Checks.sequence("from", request.getFrom())) : newest + 1;
        return new Tail(session, types, from);
    }

    /** Ends every tail. */
    void close() {
        closed = true;
        waiting.forEach(context -> context.cancel(null));
    }

    /** One reader's way along a log. Not thread-safe. */
    public final class Tail {

        private final SessionRef session;
        private final Set<String> types;
        private long from;
        private boolean ended;

        private Tail(SessionRef session, Set<String> types, long from) {
            this.session = session;
            this.types = types;
            this.from = from;
        }

        /** True when no event follows. */
        public boolean ended() {
            return ended || closed;
        }

        /** The next events; empty when none came within {@code wait}, or none of the wanted types. */
        public List<Event> next(Duration wait) {
            if (ended()) {
                return List.of();
            }
            var events = await(wait).getEventsList();
            if (!events.isEmpty()) {
                from = events.getLast().getSequence() + 1;
            }
            return events.stream()
                    .filter(event -> types.isEmpty() || types.contains(event.getType()))
                    .toList();
        }

        private ListEventsResponse await(Duration wait) {
            var context = Context.current().withCancellation();
            waiting.add(context);
            var attached = context.attach();
            try {
                return closed ? ListEventsResponse.getDefaultInstance() : query(wait);
            } catch (RefusedException refused) {
                return endedBy(refused);
            } finally {
                context.detachAndCancel(attached, null);
                waiting.remove(context);
            }
        }

        private ListEventsResponse query(Duration wait) {
            var query = AwaitEventsQuery.newBuilder()
                    .setSession(session)
                    .setFrom(from)
                    .setLimit(BATCH)
                    .setWaitMillis((int) wait.toMillis())
                    .build();
            return services.query(wait.plus(GRACE), queries -> queries.awaitEvents(query));
        }

        private ListEventsResponse endedBy(RefusedException refused) {
            if (!closed && refused.code() != ErrorCode.SESSION_NOT_FOUND) {
                throw refused;
            }
            ended = true;
            return ListEventsResponse.getDefaultInstance();
        }
    }
}
