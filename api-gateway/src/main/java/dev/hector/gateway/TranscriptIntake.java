package dev.hector.gateway;

import dev.hector.proto.v1.ImportMessagesRequest;
import dev.hector.proto.v1.NewMessage;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.TranscriptMessage;
import java.util.ArrayList;
import java.util.List;

/** Checks the messages of an import, each as if it were sent alone. */
final class TranscriptIntake {

    private static final int MOST_MESSAGES = 500;

    /** As protobuf, which is about what is stored. */
    private static final int MOST_BYTES = 1 << 20;

    private final MessageIntake intake;

    TranscriptIntake(MessageIntake intake) {
        this.intake = intake;
    }

    /** @throws RefusedException naming the message and the field that is wrong */
    List<NewMessage> accept(ImportMessagesRequest request, Caller caller) {
        var count = request.getMessagesCount();
        Checks.require(
                count > 0 && count <= MOST_MESSAGES, "messages", "messages are 1 to " + MOST_MESSAGES + " messages.");
        Checks.require(
                count == 1 || request.getSerializedSize() <= MOST_BYTES,
                "messages",
                "Several messages have at most " + MOST_BYTES + " bytes together: import them in smaller parts.");
        var accepted = new ArrayList<NewMessage>(count);
        for (var message : request.getMessagesList()) {
            accepted.add(accept(request, message, accepted.size(), caller));
        }
        return accepted;
    }

    private NewMessage accept(ImportMessagesRequest request, TranscriptMessage message, int place, Caller caller) {
        try {
            return intake.accept(sent(request, message), caller).message();
        } catch (RefusedException refused) {
            throw request.getMessagesCount() == 1
                    ? refused
                    : refused.refusal().within("messages[" + place + "]").asException();
        }
    }

    /** The same message on its own, so that one may be sent either way and be known the other. */
    private static SendMessageRequest sent(ImportMessagesRequest request, TranscriptMessage message) {
        var sent = SendMessageRequest.newBuilder()
                .setAgent(request.getAgent())
                .setSessionId(request.getSessionId())
                .setUserId(request.getUserId())
                .setRespond(false)
                .setMessageId(message.getMessageId())
                .setRole(message.getRole())
                .setMessage(message.getMessage())
                .addAllParts(message.getPartsList())
                .addAllToolCalls(message.getToolCallsList())
                .setToolCallId(message.getToolCallId())
                .setMetadata(message.getMetadata());
        if (message.hasOccurredAt()) {
            sent.setOccurredAt(message.getOccurredAt());
        }
        return sent.build();
    }
}
