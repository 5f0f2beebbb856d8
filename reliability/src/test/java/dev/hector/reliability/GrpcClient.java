package dev.hector.reliability;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.hector.proto.v1.A2AServiceGrpc;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.DeleteSessionRequest;
import dev.hector.proto.v1.EndSessionRequest;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.Session;
import dev.hector.reliability.Entry.Acknowledgement;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** gRPC over a channel. */
record GrpcClient(Channel channel, Duration patience) implements SessionClient {

    @Override
    public Outcome call(Call call) {
        try {
            return Outcome.ok(acknowledgement(call));
        } catch (StatusRuntimeException failure) {
            return outcome(failure);
        }
    }

    private Acknowledgement acknowledgement(Call call) {
        return switch (call.action()) {
            case CREATE ->
                of(stub().createSession(CreateSessionRequest.newBuilder()
                        .setAgent(AGENT)
                        .setSessionId(call.session())
                        .setAllowExisting(true)
                        .build()));
            case TURN -> of(stub().sendMessage(message(call, true)));
            case MESSAGE -> of(stub().sendMessage(message(call, false)));
            case END ->
                of(stub().endSession(EndSessionRequest.newBuilder()
                        .setAgent(AGENT)
                        .setSessionId(call.session())
                        .build()));
            case DELETE -> {
                stub().deleteSession(DeleteSessionRequest.newBuilder()
                        .setAgent(AGENT)
                        .setSessionId(call.session())
                        .build());
                yield new Acknowledgement(0, null, null);
            }
        };
    }

    private A2AServiceBlockingStub stub() {
        return A2AServiceGrpc.newBlockingStub(channel).withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static SendMessageRequest message(Call call, boolean respond) {
        var request = SendMessageRequest.newBuilder()
                .setAgent(AGENT)
                .setSessionId(call.session())
                .setMessage(call.text())
                .setRespond(respond);
        if (call.key() != null) {
            request.setIdempotencyKey(call.key());
        }
        return request.build();
    }

    private static Acknowledgement of(Session session) {
        return new Acknowledgement(session.getVersion(), null, null);
    }

    private static Acknowledgement of(MessageResponse response) {
        return new Acknowledgement(
                response.getSequence(),
                response.getTurnId().isEmpty() ? null : response.getTurnId(),
                response.getMessageId());
    }

    private static Outcome outcome(StatusRuntimeException failure) {
        var status = StatusProto.fromThrowable(failure);
        if (status != null) {
            for (var detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return Outcome.ofCode(reason(detail).toLowerCase(Locale.ROOT));
                }
            }
        }
        return Outcome.unanswered(failure.getStatus().getCode().name());
    }

    private static String reason(com.google.protobuf.Any detail) {
        try {
            return detail.unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
