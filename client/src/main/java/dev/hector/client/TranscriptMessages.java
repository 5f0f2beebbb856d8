package dev.hector.client;

import static dev.hector.wire.Absent.orEmpty;

import com.google.protobuf.Struct;
import dev.hector.proto.v1.ToolCall;
import dev.hector.proto.v1.TranscriptMessage;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.InexactNumberException;
import dev.hector.wire.Structs;
import dev.hector.wire.Times;
import dev.hector.wire.Views.ToolCallView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of a transcript as gRPC carries them. */
final class TranscriptMessages {

    private TranscriptMessages() {}

    static TranscriptMessage of(TranscriptLine line) {
        var message = TranscriptMessage.newBuilder()
                .setMessage(orEmpty(line.text()))
                .setMessageId(orEmpty(line.id()))
                .setRole(orEmpty(line.role()))
                .setToolCallId(orEmpty(line.toolCallId()))
                .setMetadata(metadata(line))
                .addAllToolCalls(calls(line.toolCalls()));
        if (line.time() != null) {
            message.setOccurredAt(Times.timestamp(line.time()));
        }
        return message.build();
    }

    private static List<ToolCall> calls(@Nullable List<ToolCallView> calls) {
        return calls == null
                ? List.of()
                : calls.stream().map(TranscriptMessages::call).toList();
    }

    private static ToolCall call(ToolCallView call) {
        return ToolCall.newBuilder()
                .setId(call.id())
                .setName(call.name())
                .setArguments(call.arguments())
                .build();
    }

    /** @throws RefusedException as over REST, when the wire cannot carry a number of it */
    static Struct metadata(TranscriptLine line) {
        var metadata = line.metadata();
        try {
            return Structs.exact("metadata", metadata == null ? Map.of() : metadata);
        } catch (InexactNumberException inexact) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, String.valueOf(inexact.getMessage()));
        }
    }
}
