package dev.hector.gateway;

import dev.hector.configuration.AgentConfig;
import dev.hector.proto.v1.Cause;
import dev.hector.proto.v1.NewMessage;
import dev.hector.proto.v1.SessionRef;
import dev.hector.wire.MessageParts;
import java.util.OptionalLong;

/** A message whose every field was checked, ready to be stored in a session. */
record AcceptedMessage(SessionRef session, AgentConfig agent, NewMessage message, OptionalLong ifVersion, Cause cause) {

    /** The client's idempotency key; empty without one. */
    String key() {
        return message.getKey();
    }

    /** What it says as words. */
    String text() {
        return message.getPartsCount() == 0
                ? message.getContent()
                : MessageParts.content(message.getPartsList()).text();
    }
}
