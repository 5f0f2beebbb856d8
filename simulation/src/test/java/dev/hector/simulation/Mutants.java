package dev.hector.simulation;

import dev.hector.command.Request;
import dev.hector.command.SessionCommandBus;
import dev.hector.command.session.SessionCommand;
import dev.hector.command.session.SessionCommand.AppendMessages;
import dev.hector.command.session.SessionCommand.CompleteTurn;
import dev.hector.command.session.SessionCommand.NewMessage;
import dev.hector.command.session.SessionCommand.StartTurn;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.proto.v1.CommandReply;
import dev.hector.proto.v1.CompleteTurnCommand;
import dev.hector.proto.v1.RenewTurnCommand;
import dev.hector.proto.v1.RenewTurnReply;
import dev.hector.simulation.SimulatedChannel.Carrier;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.VersionConflict;
import dev.hector.store.SessionStore;
import dev.hector.store.SimulatedLog;
import dev.hector.store.SimulatedStore;
import dev.hector.store.SwitchedStore;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Known ways of being wrong, each at one of the product's seams. Every one must be found. */
enum Mutants implements Mutant {
    /** Only the next message of a session finds that a turn's owner has died. */
    SWEEPER_OFF {
        @Override
        public boolean sweeps() {
            return false;
        }
    },

    LEASE_NEVER_EXPIRES {
        @Override
        public boolean leasesRunOut() {
            return false;
        }
    },

    /** An answer closes whatever turn is open. */
    COMPLETION_WITHOUT_ATTEMPT_CHECK {
        @Override
        public SessionCommandBus bus(SessionCommandBus bus, SimulatedLog log) {
            return request -> bus.submit(with(request, command -> {
                var open = open(log, request.session());
                return command instanceof CompleteTurn complete && open != null ? of(complete, open) : command;
            }));
        }
    },

    UNKNOWN_OUTCOME_RETRIED_WITH_NEW_IDS {
        @Override
        public SimulatedStore store(SimulatedLog log, Weather weather) {
            return SimulatedStore.renaming(log, weather);
        }
    },

    CONFLICT_TREATED_AS_SUCCESS {
        @Override
        public SessionStore decidingOn(SimulatedStore store) {
            return appending(
                    store,
                    (append, result) -> result instanceof VersionConflict
                            ? new Appended(
                                    append.expectedVersion() + append.events().size(), 1)
                            : result);
        }
    },

    KEY_CHECK_SKIPPED {
        @Override
        public SessionCommandBus bus(SessionCommandBus bus, SimulatedLog log) {
            return request -> bus.submit(with(request, Mutants::withoutKey));
        }
    },

    EXPIRY_WITHOUT_VERSION_CHECK {
        @Override
        public SessionStore decidingOn(SimulatedStore store) {
            return appending(
                    store,
                    (append, result) -> result instanceof VersionConflict conflict && expires(append)
                            ? store.append(new Append(append.session(), conflict.actualVersion(), append.events()))
                            : result);
        }
    },

    /** A refusal that was decided on an old state is final. */
    REFUSAL_ON_A_STALE_CACHE {
        @Override
        public SessionStore decidingOn(SimulatedStore store) {
            return new Unaware(store);
        }
    },

    /** The owner goes on though it was told that its turn is over. */
    LOST_RENEWAL_BELIEVED_HELD {
        @Override
        public Carrier carrier(Carrier carrier) {
            return refused(carrier, RenewTurnCommand.class, _ -> RenewTurnReply.getDefaultInstance());
        }
    },

    /** The owner hands out an answer that came too late to be stored. */
    REFUSED_COMPLETION_BELIEVED_STORED {
        @Override
        public Carrier carrier(Carrier carrier) {
            return refused(
                    carrier,
                    CompleteTurnCommand.class,
                    command -> CommandReply.newBuilder()
                            .setVersion(command.getContextThrough() + 2)
                            .build());
        }
    };

    /** What a store answers instead. */
    private interface Twist {

        AppendResult of(Append append, AppendResult result);
    }

    private static Request with(Request request, UnaryOperator<SessionCommand> change) {
        return new Request(request.session(), request.user(), change.apply(request.command()), request.cause());
    }

    private static @Nullable TurnStarted open(SimulatedLog log, SessionKey session) {
        TurnStarted open = null;
        for (var entry : log.session(session)) {
            open = switch (entry.event()) {
                case TurnStarted started -> started;
                case TurnCompleted _, TurnFailed _ -> null;
                default -> open;
            };
        }
        return open;
    }

    private static CompleteTurn of(CompleteTurn complete, TurnStarted turn) {
        return new CompleteTurn(
                turn.turnId(),
                turn.attempt(),
                complete.messageId(),
                complete.content(),
                complete.tokens(),
                complete.model(),
                complete.finishReason(),
                complete.usage(),
                complete.contextThrough(),
                complete.contextTokens(),
                complete.contextDigest());
    }

    private static SessionCommand withoutKey(SessionCommand command) {
        return switch (command) {
            case StartTurn start ->
                new StartTurn(
                        start.turnId(),
                        start.messageId(),
                        null,
                        null,
                        start.content(),
                        start.tokens(),
                        start.metadata(),
                        start.owner(),
                        start.lease(),
                        start.profile(),
                        start.ifVersion());
            case AppendMessages append ->
                new AppendMessages(
                        append.messages().stream().map(Mutants::withoutKey).toList(), append.ifVersion());
            default -> command;
        };
    }

    private static NewMessage withoutKey(NewMessage message) {
        return new NewMessage(
                message.messageId(),
                null,
                null,
                message.role(),
                message.content(),
                message.tokens(),
                message.toolCalls(),
                message.toolCallId(),
                message.metadata(),
                message.saidAt());
    }

    private static boolean expires(Append append) {
        return append.events().getLast().event() instanceof SessionEnded end
                && end.reason() != SessionEnded.Reason.COMPLETED
                && end.reason() != SessionEnded.Reason.DELETED;
    }

    private static SessionStore appending(SimulatedStore store, Twist twist) {
        return new SwitchedStore(store) {
            @Override
            public AppendResult append(Append append) {
                return twist.of(append, super.append(append));
            }
        };
    }

    private static <C> Carrier refused(Carrier carrier, Class<C> type, Function<C, Object> believed) {
        return (method, request, patience) -> {
            try {
                return carrier.call(method, request, patience);
            } catch (StatusException refused) {
                if (type.isInstance(request) && refused.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
                    return believed.apply(type.cast(request));
                }
                throw refused;
            }
        };
    }

    /** A log that knows only of this machine's own reads and appends. */
    private static final class Unaware extends SwitchedStore {

        private final Map<SessionKey, Long> seen = new HashMap<>();

        Unaware(SessionStore store) {
            super(store);
        }

        @Override
        public java.util.List<dev.hector.store.StoredEvent> readSession(SessionKey session, SessionRange range) {
            var events = super.readSession(session, range);
            events.forEach(event -> seen.put(session, event.sequence()));
            return events;
        }

        @Override
        public AppendResult append(Append append) {
            var result = super.append(append);
            if (result instanceof Appended appended) {
                seen.put(append.session(), appended.version());
            }
            return result;
        }

        @Override
        public long version(SessionKey session) {
            var known = seen.get(session);
            return known == null ? super.version(session) : known;
        }
    }
}
