package dev.hector.command.grpc;

import static dev.hector.command.grpc.Fields.count;
import static dev.hector.command.grpc.Fields.digest;
import static dev.hector.command.grpc.Fields.id;
import static dev.hector.command.grpc.Fields.invalid;
import static dev.hector.command.grpc.Fields.lease;
import static dev.hector.command.grpc.Fields.name;
import static dev.hector.command.grpc.Fields.optionalName;
import static dev.hector.command.grpc.Fields.requiredText;
import static dev.hector.command.grpc.Fields.text;
import static dev.hector.command.grpc.Fields.time;

import dev.hector.command.session.SessionCommand;
import dev.hector.command.session.SessionCommand.AppendMessages;
import dev.hector.command.session.SessionCommand.CompleteTurn;
import dev.hector.command.session.SessionCommand.CreateSession;
import dev.hector.command.session.SessionCommand.EndSession;
import dev.hector.command.session.SessionCommand.FailTurn;
import dev.hector.command.session.SessionCommand.RecordRecall;
import dev.hector.command.session.SessionCommand.RecordSummary;
import dev.hector.command.session.SessionCommand.StartTurn;
import dev.hector.events.AgentConfigured;
import dev.hector.events.EventMetadata;
import dev.hector.events.MessageContent;
import dev.hector.events.RecalledMemory;
import dev.hector.events.Role;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionKey;
import dev.hector.events.ToolCall;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.Usage;
import dev.hector.events.memory.MemorySettings;
import dev.hector.proto.v1.AgentProfile;
import dev.hector.proto.v1.AppendMessagesCommand;
import dev.hector.proto.v1.Cause;
import dev.hector.proto.v1.CompleteTurnCommand;
import dev.hector.proto.v1.CreateSessionCommand;
import dev.hector.proto.v1.EndSessionCommand;
import dev.hector.proto.v1.FailTurnCommand;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.NewMessage;
import dev.hector.proto.v1.RecordRecallCommand;
import dev.hector.proto.v1.RecordSummaryCommand;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.StartTurnCommand;
import dev.hector.wire.Structs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads commands from the wire; throws a status that names the first field that is wrong. */
final class CommandReader {

    private static final String ANONYMOUS = "anonymous";
    private static final int MOST_MESSAGES = 500;
    private static final Set<String> FAILURES = Stream.of(
                    Code.MODEL_FAILED, Code.MODEL_TIMEOUT, Code.OWNER_LOST, Code.CANCELLED)
            .map(Code::wireName)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> ENDS = Set.of("completed", "deleted");

    private CommandReader() {}

    static SessionKey session(SessionRef ref) {
        var tenant = ref.getTenant().isEmpty() ? SessionKey.DEFAULT_TENANT : part("tenant", ref.getTenant());
        var sessionId = id("session_id", ref.getSessionId(), SessionKey.SESSION_ID);
        return new SessionKey(tenant, part("agent", ref.getAgent()), sessionId);
    }

    private static String part(String field, String value) {
        if (value.indexOf('/') >= 0) {
            throw invalid(field, "must not contain a slash");
        }
        return name(field, value);
    }

    static @Nullable String user(SessionRef ref) {
        return optionalName("user_id", ref.getUserId());
    }

    static EventMetadata cause(Cause cause, @Nullable String user) {
        var actor = optionalName("cause.actor", cause.getActor());
        return new EventMetadata(
                actor != null ? actor : user != null ? user : ANONYMOUS,
                optionalName("cause.correlation_id", cause.getCorrelationId()),
                optionalName("cause.causation_id", cause.getCausationId()));
    }

    static CreateSession create(CreateSessionCommand command) {
        var owner = optionalName("user_id", command.getUserId());
        return new CreateSession(
                owner == null ? ANONYMOUS : owner,
                optionalName("title", command.getTitle()),
                Structs.map(command.getMetadata()),
                command.getAllowExisting());
    }

    static StartTurn startTurn(StartTurnCommand command) {
        var message = usersMessage(command.getMessage());
        return new StartTurn(
                name("turn_id", command.getTurnId()),
                message.messageId(),
                message.key(),
                message.digest(),
                message.content(),
                message.tokens(),
                message.metadata(),
                name("owner", command.getOwner()),
                lease(command.getLeaseMillis()),
                command.hasProfile() ? profile(command.getProfile()) : null,
                command.hasIfVersion() ? command.getIfVersion() : null);
    }

    private static SessionCommand.NewMessage usersMessage(NewMessage sent) {
        var message = newMessage(sent);
        if (message.role() != Role.USER) {
            throw invalid("role", "must be user: nobody else is answered");
        }
        return message;
    }

    private static AgentConfigured profile(AgentProfile profile) {
        try {
            var memory = new MemorySettings(
                    MemorySettings.Strategy.ofWireName(profile.getStrategy()),
                    profile.getWindowSize(),
                    profile.getBudget(),
                    profile.getThreshold(),
                    profile.getTarget());
            return new AgentConfigured(
                    name("profile.model", profile.getModel()),
                    text("profile.instructions", profile.getInstructions()),
                    memory);
        } catch (IllegalArgumentException e) {
            throw invalid("profile", String.valueOf(e.getMessage()));
        }
    }

    static RecordRecall recordRecall(RecordRecallCommand command) {
        return new RecordRecall(
                name("turn_id", command.getTurnId()),
                command.getAttempt(),
                command.getMemoriesList().stream()
                        .map(CommandReader::recalledMemory)
                        .toList());
    }

    private static RecalledMemory recalledMemory(Memory memory) {
        var source = memory.getSource();
        return new RecalledMemory(
                name("memories.memory_id", memory.getMemoryId()),
                id("memories.source.session_id", source.getSessionId(), SessionKey.SESSION_ID),
                count("memories.source.sequence", source.getSequence()),
                name("memories.source.role", source.getRole()),
                optionalName("memories.source.speaker", source.getSpeaker()),
                time("memories.source.occurred_at", source.getOccurredAt()),
                memory.getScore());
    }

    static CompleteTurn completeTurn(CompleteTurnCommand command) {
        var usage = command.getUsage();
        return new CompleteTurn(
                name("turn_id", command.getTurnId()),
                command.getAttempt(),
                name("message_id", command.getMessageId()),
                requiredText("content", command.getContent()),
                count("tokens", command.getTokens()),
                name("model", command.getModel()),
                command.getFinishReason(),
                new Usage(
                        count("usage.input_tokens", usage.getInputTokens()),
                        count("usage.output_tokens", usage.getOutputTokens())),
                count("context_through", command.getContextThrough()),
                count("context_tokens", command.getContextTokens()),
                command.getContextDigest());
    }

    static FailTurn failTurn(FailTurnCommand command) {
        return new FailTurn(
                name("turn_id", command.getTurnId()),
                command.getAttempt(),
                Code.ofWireName(oneOf("code", command.getCode(), FAILURES)),
                text("detail", command.getDetail()));
    }

    static AppendMessages appendMessages(AppendMessagesCommand command) {
        var messages = command.getMessagesCount();
        if (messages < 1 || messages > MOST_MESSAGES) {
            throw invalid("messages", "must be between 1 and " + MOST_MESSAGES);
        }
        return new AppendMessages(
                command.getMessagesList().stream()
                        .map(CommandReader::newMessage)
                        .toList(),
                command.hasIfVersion() ? command.getIfVersion() : null);
    }

    private static SessionCommand.NewMessage newMessage(NewMessage message) {
        var role = role(message.getRole());
        return new SessionCommand.NewMessage(
                name("message_id", message.getMessageId()),
                optionalName("key", message.getKey()),
                digest(message.getKey(), message.getDigest()),
                role,
                content(role, message),
                count("tokens", message.getTokens()),
                toolCalls(role, message),
                toolCallId(role, message),
                Structs.map(message.getMetadata()),
                message.hasOccurredAt() ? time("occurred_at", message.getOccurredAt()) : null);
    }

    private static Role role(String wireName) {
        return switch (wireName) {
            case "", "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            default -> throw invalid("role", "must be user, assistant, tool, system or developer");
        };
    }

    /** An assistant that only calls tools, and a tool that has nothing to say, may be silent. */
    private static MessageContent content(Role role, NewMessage message) {
        var content = MessageParts.content(message);
        if (content.isBlank() && role != Role.TOOL && message.getToolCallsCount() == 0) {
            throw invalid("content", "must not be empty");
        }
        return content;
    }

    private static List<ToolCall> toolCalls(Role role, NewMessage message) {
        if (role != Role.ASSISTANT && message.getToolCallsCount() > 0) {
            throw invalid("tool_calls", "only an assistant's message makes tool calls");
        }
        return message.getToolCallsList().stream()
                .map(call -> new ToolCall(
                        name("tool_calls.id", call.getId()),
                        name("tool_calls.name", call.getName()),
                        text("tool_calls.arguments", call.getArguments())))
                .toList();
    }

    private static @Nullable String toolCallId(Role role, NewMessage message) {
        if (role == Role.TOOL) {
            return name("tool_call_id", message.getToolCallId());
        }
        if (!message.getToolCallId().isEmpty()) {
            throw invalid("tool_call_id", "only a tool's message answers a tool call");
        }
        return null;
    }

    static RecordSummary recordSummary(RecordSummaryCommand command) {
        return new RecordSummary(
                command.getFrom(),
                command.getTo(),
                text("text", command.getText()),
                count("tokens", command.getTokens()),
                name("model", command.getModel()),
                count("tokens_before", command.getTokensBefore()),
                count("tokens_after", command.getTokensAfter()),
                count("summarised_through", command.getSummarisedThrough()));
    }

    static EndSession endSession(EndSessionCommand command) {
        var reason = Reason.ofWireName(oneOf("reason", command.getReason(), ENDS));
        return new EndSession(reason, command.hasIfVersion() ? command.getIfVersion() : null);
    }

    private static String oneOf(String field, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            throw invalid(field, "must be one of " + allowed.stream().sorted().toList());
        }
        return value;
    }
}
