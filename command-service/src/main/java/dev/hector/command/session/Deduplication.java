package dev.hector.command.session;

import dev.hector.command.session.Answer.MessageStored;
import dev.hector.command.session.Answer.MessagesStored;
import dev.hector.command.session.SessionCommand.NewMessage;
import dev.hector.events.MessageAppended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells which messages of a command are stored already, each by its key, and what storing the others would bring about.
 * A message may also repeat one before it in the same command.
 */
final class Deduplication {

    private final long version;
    private final Function<String, Optional<IdempotencyRecord>> earlier;
    private final Map<String, IdempotencyRecord> ofThisCommand = new HashMap<>();
    private final List<MessageAppended> unknown = new ArrayList<>();
    private final List<MessageStored> answers = new ArrayList<>();

    /**
     * @param version of the session before the first message is stored
     * @param earlier the message that the session has under a key
     */
    Deduplication(long version, Function<String, Optional<IdempotencyRecord>> earlier) {
        this.version = version;
        this.earlier = earlier;
    }

    /** The messages in their order; answers with the refusal of the first whose key stands for another message. */
    Optional<CommandRefusal> of(List<NewMessage> messages) {
        for (var message : messages) {
            var recorded = recorded(message);
            if (recorded.isPresent() && isAnother(message, recorded.get())) {
                return Optional.of(new CommandRefusal.KeyReused(
                        recorded.get().key(), recorded.get().messageId()));
            }
            answers.add(recorded.map(Deduplication::known).orElseGet(() -> stored(message)));
        }
        return Optional.empty();
    }

    private Optional<IdempotencyRecord> recorded(NewMessage message) {
        var key = message.key();
        return key == null
                ? Optional.empty()
                : Optional.ofNullable(ofThisCommand.get(key)).or(() -> earlier.apply(key));
    }

    private static boolean isAnother(NewMessage message, IdempotencyRecord recorded) {
        return recorded.turnId() != null || !recorded.standsFor(message.digest());
    }

    private static MessageStored known(IdempotencyRecord recorded) {
        return new MessageStored(recorded.messageId(), recorded.sequence(), true);
    }

    private MessageStored stored(NewMessage message) {
        var event = event(message);
        unknown.add(event);
        var sequence = version + unknown.size();
        if (message.key() != null) {
            ofThisCommand.put(message.key(), IdempotencyRecord.of(event, sequence));
        }
        return new MessageStored(message.messageId(), sequence, false);
    }

    private static MessageAppended event(NewMessage message) {
        return new MessageAppended(
                message.messageId(),
                message.role(),
                message.content(),
                message.tokens(),
                message.toolCalls(),
                message.toolCallId(),
                null,
                message.key(),
                message.digest(),
                message.saidAt(),
                message.metadata());
    }

    /** The messages that are to be stored, in their order. */
    List<MessageAppended> unknown() {
        return unknown;
    }

    MessagesStored answer() {
        return new MessagesStored(answers);
    }
}
