package dev.hector.command.session;

import dev.hector.events.AgentConfigured;
import dev.hector.events.BlobReference;
import dev.hector.events.MessageContent;
import dev.hector.events.RecalledMemory;
import dev.hector.events.Role;
import dev.hector.events.SessionEnded;
import dev.hector.events.ToolCall;
import dev.hector.events.TurnFailed;
import dev.hector.events.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What somebody wants of a session. Answered by a {@link Decision}; ids and times are the sender's. */
public sealed interface SessionCommand {

    /** The idempotency keys under which messages are stored; empty when the command stores none. */
    default Set<String> keys() {
        return Set.of();
    }

    /** The blobs that its messages name. */
    default List<BlobReference> blobs() {
        return List.of();
    }

    /**
     * Begins a session.
     *
     * @param allowExisting a session that is there already is no refusal
     */
    record CreateSession(String owner, @Nullable String title, Map<String, Object> metadata, boolean allowExisting)
            implements SessionCommand {}

    /**
     * Stores the user's message and opens a turn.
     *
     * @param digest SHA-256 (hex) of what the key stands for; null only without a key
     * @param profile what the agent is now; null when the sender does not know
     * @param ifVersion refuse unless the session is at this version; null for any
     */
    record StartTurn(
            String turnId,
            String messageId,
            @Nullable String key,
            @Nullable String digest,
            MessageContent content,
            int tokens,
            Map<String, Object> metadata,
            String owner,
            Duration lease,
            @Nullable AgentConfigured profile,
            @Nullable Long ifVersion)
            implements SessionCommand {

        @Override
        public Set<String> keys() {
            return key == null ? Set.of() : Set.of(key);
        }

        @Override
        public List<BlobReference> blobs() {
            return content.blobs();
        }
    }

    /** Records what the open turn recalled; repeating it changes nothing. */
    record RecordRecall(String turnId, int attempt, List<RecalledMemory> memories) implements SessionCommand {}

    /** Stores the answer and closes the turn. */
    record CompleteTurn(
            String turnId,
            int attempt,
            String messageId,
            String content,
            int tokens,
            String model,
            String finishReason,
            Usage usage,
            long contextThrough,
            int contextTokens,
            String contextDigest)
            implements SessionCommand {}

    /** Closes the turn without an answer. */
    record FailTurn(String turnId, int attempt, TurnFailed.Code code, String detail) implements SessionCommand {}

    /** Closes the turn if its owner let the lease run out. */
    record FailLostTurn(String turnId, int attempt) implements SessionCommand {}

    /**
     * Stores messages in their order without opening a turn; all of them, but for those that are stored already, or none.
     *
     * @param ifVersion refuse unless the session is at this version; null for any
     */
    record AppendMessages(
            List<NewMessage> messages, @Nullable Long ifVersion) implements SessionCommand {

        public AppendMessages {
            messages = List.copyOf(messages);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("There is at least one message to append");
            }
        }

        @Override
        public Set<String> keys() {
            return messages.stream()
                    .map(NewMessage::key)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }

        @Override
        public List<BlobReference> blobs() {
            return messages.stream()
                    .flatMap(message -> message.content().blobs().stream())
                    .toList();
        }
    }

    /**
     * A message that is to be stored without a turn.
     *
     * @param digest SHA-256 (hex) of what the key stands for; null only without a key
     */
    record NewMessage(
            String messageId,
            @Nullable String key,
            @Nullable String digest,
            Role role,
            MessageContent content,
            int tokens,
            List<ToolCall> toolCalls,
            @Nullable String toolCallId,
            Map<String, Object> metadata,
            @Nullable Instant saidAt) {}

    /**
     * Keeps a summary of the messages {@code from} through {@code to}.
     *
     * @param summarisedThrough what the session was summarised through when this summary was begun
     */
    record RecordSummary(
            long from,
            long to,
            String text,
            int tokens,
            String model,
            int tokensBefore,
            int tokensAfter,
            long summarisedThrough)
            implements SessionCommand {}

    /**
     * Ends the session for its user.
     *
     * @param reason {@code COMPLETED} or {@code DELETED}
     */
    record EndSession(SessionEnded.Reason reason, @Nullable Long ifVersion) implements SessionCommand {}

    /** Ends the session if one of its limits is passed. */
    record ExpireSession() implements SessionCommand {}
}
