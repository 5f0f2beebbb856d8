package dev.hector.gateway;

import dev.hector.proto.v1.AwaitEventsQuery;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.TailEventsRequest;
import dev.hector.wire.ErrorCode;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Follows audit logs as they grow, until the session is deleted or the process stops. As many are followed at a time as
 * half of the heap has room for.
 */
public final class EventTails {

    private static final int BATCH = 100;
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** What a stream on which nothing happens holds at most, in bytes of heap. */
    private static final long STREAM_BYTES = 40_000;

    private final Agents agents;
    private final Services services;
    private final Semaphore places;
    private final Set<Tail> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventTails(Agents agents, Services services, int most) {
        this.agents = agents;
        this.services = services;
        this.places = new Semaphore(most);
    }

    /** How many tails this heap, in bytes, has room for. */
    static int within(long heap) {
        return (int) Math.clamp(heap / 2 / STREAM_BYTES, 1, Integer.MAX_VALUE);
    }

    /**
     * Begins to follow a session's log; the tail takes a place until it is closed.
     *
     * @throws RefusedException when there is no such session, or no place
     */
    public Tail follow(TailEventsRequest request, Caller caller) {
        var session = agents.session(request.getAgent(), request.getSessionId(), caller.user(request.getUserId()));
        var types = Set.copyOf(Checks.eventTypes(request.getTypesList()));
        var newest = services.query(queries -> queries.describeSession(session)).getVersion();
        var from = request.hasFrom() ? Math.max(1, Checks.sequence("from", request.getFrom())) : newest + 1;
        return opened(new Tail(session, types, from));
    }

    private Tail opened(Tail tail) {
        if (!places.tryAcquire()) {
            throw Refusal.of(ErrorCode.TOO_MANY_STREAMS, "The server has no room for one more stream of events.")
                    .asException();
        }
        open.add(tail);
        return tail;
    }

    /** How many tails are followed now. */
    int open() {
        return open.size();
    }

    /** Ends every tail. */
    void close() {
        closed = true;
        open.forEach(Tail::giveUp);
    }

    /** One reader's way along a log. Not thread-safe, but closed by any thread, which ends a wait. */
    public final class Tail implements AutoCloseable {

        private final SessionRef session;
        private final Set<String> types;
        private final AtomicBoolean left = new AtomicBoolean();
        private long from;
        private boolean ended;
        private volatile @Nullable CancellableContext waiting;

        private Tail(SessionRef session, Set<String> types, long from) {
            this.session = session;
            this.types = types;
            this.from = from;
        }

        /** True when no event follows. */
        public boolean ended() {
            return ended || isGivenUp();
        }

        private boolean isGivenUp() {
            return closed || left.get();
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                open.remove(this);
                places.release();
                giveUp();
            }
        }

        private void giveUp() {
            var context = waiting;
            if (context != null) {
                context.cancel(null);
            }
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
            waiting = context;
            var attached = context.attach();
            try {
                return isGivenUp() ? ListEventsResponse.getDefaultInstance() : query(wait);
            } catch (RefusedException refused) {
                return endedBy(refused);
            } finally {
                context.detachAndCancel(attached, null);
                waiting = null;
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
            if (!isGivenUp() && refused.code() != ErrorCode.SESSION_NOT_FOUND) {
                throw refused;
            }
            ended = true;
            return ListEventsResponse.getDefaultInstance();
        }
    }
}
