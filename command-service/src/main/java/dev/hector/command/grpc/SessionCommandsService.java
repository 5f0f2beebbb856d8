package dev.hector.command.grpc;

import dev.hector.command.CommandStores;
import dev.hector.command.Outcome;
import dev.hector.command.Request;
import dev.hector.command.session.Answer;
import dev.hector.command.session.Answer.Created;
import dev.hector.command.session.Answer.MessageStored;
import dev.hector.command.session.Answer.MessagesStored;
import dev.hector.command.session.Answer.TurnOpened;
import dev.hector.command.session.CommandRefusal;
import dev.hector.command.session.SessionCommand;
import dev.hector.proto.v1.AppendMessagesCommand;
import dev.hector.proto.v1.AppendMessagesReply;
import dev.hector.proto.v1.Cause;
import dev.hector.proto.v1.CommandReply;
import dev.hector.proto.v1.CompleteTurnCommand;
import dev.hector.proto.v1.CreateSessionCommand;
import dev.hector.proto.v1.EndSessionCommand;
import dev.hector.proto.v1.FailTurnCommand;
import dev.hector.proto.v1.RecordRecallCommand;
import dev.hector.proto.v1.RecordSummaryCommand;
import dev.hector.proto.v1.RenewTurnCommand;
import dev.hector.proto.v1.RenewTurnReply;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionCreatedReply;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.StartTurnCommand;
import dev.hector.proto.v1.StartTurnReply;
import dev.hector.proto.v1.StoredMessage;
import io.grpc.stub.StreamObserver;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Commands over gRPC. Blocks until the command is committed, so it wants a server on virtual threads. */
public final class SessionCommandsService extends SessionCommandsGrpc.SessionCommandsImplBase {

    private final CommandStores stores;

    public SessionCommandsService(CommandStores stores) {
        this.stores = stores;
    }

    @Override
    public void createSession(CreateSessionCommand command, StreamObserver<SessionCreatedReply> replies) {
        reply(replies, () -> {
            var create = CommandReader.create(command);
            return submit(
                    command.getSession(),
                    create,
                    command.getCause(),
                    Created.class,
                    (created, version) -> SessionCreatedReply.newBuilder()
                            .setCreated(created.created())
                            .setVersion(version)
                            .build());
        });
    }

    @Override
    public void startTurn(StartTurnCommand command, StreamObserver<StartTurnReply> replies) {
        reply(replies, () -> {
            var start = CommandReader.startTurn(command);
            return submit(
                    command.getSession(),
                    start,
                    command.getCause(),
                    TurnOpened.class,
                    (turn, _) -> StartTurnReply.newBuilder()
                            .setTurnId(turn.turnId())
                            .setAttempt(turn.attempt())
                            .setStartedSequence(turn.startedSequence())
                            .setMessageId(turn.messageId())
                            .setExisting(turn.existing())
                            .build());
        });
    }

    @Override
    public void renewTurn(RenewTurnCommand command, StreamObserver<RenewTurnReply> replies) {
        reply(replies, () -> {
            if (!renewed(command)) {
                throw Statuses.of(new CommandRefusal.TurnNotOpen(command.getTurnId()));
            }
            return RenewTurnReply.getDefaultInstance();
        });
    }

    private boolean renewed(RenewTurnCommand command) {
        var session = CommandReader.session(command.getSession());
        return stores.forAgent(session.agent())
                .leases()
                .renew(
                        session,
                        Fields.name("turn_id", command.getTurnId()),
                        command.getAttempt(),
                        Fields.name("owner", command.getOwner()),
                        Fields.lease(command.getLeaseMillis()));
    }

    @Override
    public void recordRecall(RecordRecallCommand command, StreamObserver<CommandReply> replies) {
        reply(
                replies,
                () -> versionAfter(command.getSession(), CommandReader.recordRecall(command), command.getCause()));
    }

    @Override
    public void completeTurn(CompleteTurnCommand command, StreamObserver<CommandReply> replies) {
        reply(
                replies,
                () -> versionAfter(command.getSession(), CommandReader.completeTurn(command), command.getCause()));
    }

    @Override
    public void failTurn(FailTurnCommand command, StreamObserver<CommandReply> replies) {
        reply(replies, () -> versionAfter(command.getSession(), CommandReader.failTurn(command), command.getCause()));
    }

    @Override
    public void appendMessages(AppendMessagesCommand command, StreamObserver<AppendMessagesReply> replies) {
        reply(replies, () -> {
            var append = CommandReader.appendMessages(command);
            return submit(
                    command.getSession(),
                    append,
                    command.getCause(),
                    MessagesStored.class,
                    (stored, _) -> AppendMessagesReply.newBuilder()
                            .addAllMessages(stored.messages().stream()
                                    .map(SessionCommandsService::stored)
                                    .toList())
                            .build());
        });
    }

    private static StoredMessage stored(MessageStored message) {
        return StoredMessage.newBuilder()
                .setMessageId(message.messageId())
                .setSequence(message.sequence())
                .setExisting(message.existing())
                .build();
    }

    @Override
    public void recordSummary(RecordSummaryCommand command, StreamObserver<CommandReply> replies) {
        reply(
                replies,
                () -> versionAfter(command.getSession(), CommandReader.recordSummary(command), command.getCause()));
    }

    @Override
    public void endSession(EndSessionCommand command, StreamObserver<CommandReply> replies) {
        reply(replies, () -> versionAfter(command.getSession(), CommandReader.endSession(command), command.getCause()));
    }

    private CommandReply versionAfter(SessionRef ref, SessionCommand command, Cause cause) {
        return submit(
                ref,
                command,
                cause,
                Answer.Done.class,
                (_, version) -> CommandReply.newBuilder().setVersion(version).build());
    }

    private <A extends Answer, T> T submit(
            SessionRef ref, SessionCommand command, Cause cause, Class<A> expected, BiFunction<A, Long, T> reply) {
        var user = CommandReader.user(ref);
        var request = new Request(CommandReader.session(ref), user, command, CommandReader.cause(cause, user));
        return switch (stores.forAgent(request.session().agent()).bus().submit(request)) {
            case Outcome.Done done -> reply.apply(expected.cast(done.answer()), done.version());
            case Outcome.Refused refused -> throw Statuses.of(refused.refusal());
        };
    }

    private static <T> void reply(StreamObserver<T> replies, Supplier<T> work) {
        final T reply;
        try {
            reply = work.get();
        } catch (RuntimeException e) {
            replies.onError(Statuses.of(e));
            return;
        }
        replies.onNext(reply);
        replies.onCompleted();
    }
}
