package dev.hector.gateway;

import static dev.hector.wire.Absent.orEmpty;

import com.google.protobuf.Timestamp;
import dev.hector.configuration.AgentConfig;
import dev.hector.events.MediaPart;
import dev.hector.events.MessageContent;
import dev.hector.events.MessagePart;
import dev.hector.events.Role;
import dev.hector.events.memory.ContextMessage;
import dev.hector.events.memory.TokenCounter;
import dev.hector.proto.v1.NewMessage;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.ToolCall;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.MessageParts;
import dev.hector.wire.Structs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Checks a message before anything of it is stored. */
final class MessageIntake {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int LONGEST_URL = 2048;
    private static final Pattern ADDRESS = Pattern.compile("(https?|s3|gs)://[!-~]+");

    private final Agents agents;
    private final TokenCounter counter;
    private final Map<String, Integer> instructionCosts = new ConcurrentHashMap<>();

    MessageIntake(Agents agents, TokenCounter counter) {
        this.agents = agents;
        this.counter = counter;
    }

    /** @throws RefusedException naming the field that is wrong */
    AcceptedMessage accept(SendMessageRequest request, Caller caller) {
        var agent = agents.named(request.getAgent());
        var key = key(request);
        var session = agents.session(request.getAgent(), request.getSessionId(), caller.user(request.getUserId()));
        var role = role(request);
        var content = content(request);
        checkContent(request, role, content);
        return new AcceptedMessage(
                session,
                agent,
                message(request, key, role, content, tokens(request, content, agent)),
                request.hasIfVersion() ? OptionalLong.of(request.getIfVersion()) : OptionalLong.empty(),
                caller.cause(request.getUserId()));
    }

    private static NewMessage message(
            SendMessageRequest request, String key, Role role, MessageContent content, int tokens) {
        var message = NewMessage.newBuilder()
                .setMessageId(request.getMessageId().isEmpty() ? Ids.message() : request.getMessageId())
                .setKey(key)
                .setDigest(key.isEmpty() ? "" : digest(request, role, content))
                .setRole(role.wireName())
                .setContent(content.isPlain() ? content.text() : "")
                .addAllParts(MessageParts.of(content))
                .setTokens(tokens)
                .addAllToolCalls(request.getToolCallsList())
                .setToolCallId(request.getToolCallId())
                .setMetadata(Checks.metadata(request.getMetadata()));
        occurredAt(request).ifPresent((Timestamp time) -> message.setOccurredAt(time));
        return message.build();
    }

    private static Role role(SendMessageRequest request) {
        var role = roleNamed(request.getRole());
        Checks.require(
                role == Role.USER || !TurnRunner.wantsAnswer(request),
                "role",
                "Only a user's message can be answered: with role " + role.wireName() + ", set respond to false.");
        return role;
    }

    private static Role roleNamed(String name) {
        return switch (name) {
            case "", "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            default ->
                throw Refusal.invalid("role", "role is user, assistant, tool, system or developer.")
                        .asException();
        };
    }

    private static MessageContent content(SendMessageRequest request) {
        if (request.getPartsCount() == 0) {
            return MessageContent.of(request.getMessage());
        }
        Checks.require(request.getMessage().isEmpty(), "parts", "parts come instead of a message, not beside it.");
        try {
            return MessageParts.content(request.getPartsList());
        } catch (IllegalArgumentException wrong) {
            throw Refusal.invalid("parts", "One of the parts is wrong: " + wrong.getMessage() + ".")
                    .asException();
        }
    }

    private static void checkContent(SendMessageRequest request, Role role, MessageContent content) {
        Checks.storable("message", content.text());
        content.parts().forEach(MessageIntake::checkPart);
        Checks.require(
                !content.isBlank() || role == Role.TOOL || request.getToolCallsCount() > 0,
                "message",
                "message is empty: send some text.");
        Checks.require(
                request.getToolCallsCount() == 0 || role == Role.ASSISTANT,
                "tool_calls",
                "Only a message of the assistant makes tool_calls.");
        Checks.require(
                request.getToolCallId().isEmpty() == (role != Role.TOOL),
                "tool_call_id",
                "tool_call_id names the call that a message of role tool answers: it needs one, others have none.");
        Checks.name("tool_call_id", request.getToolCallId());
        request.getToolCallsList().forEach(MessageIntake::checkToolCall);
    }

    private static void checkPart(MessagePart part) {
        if (part instanceof MediaPart media) {
            Checks.name("parts.media_type", orEmpty(media.mediaType()));
            Checks.name("parts.name", orEmpty(media.name()));
            Checks.require(
                    !(media.source() instanceof MediaPart.Url(var url)) || isAddress(url),
                    "parts.url",
                    "url is an address of at most " + LONGEST_URL
                            + " characters, such as https://example.org/cat.png.");
        }
    }

    private static boolean isAddress(String url) {
        return url.length() <= LONGEST_URL && ADDRESS.matcher(url).matches();
    }

    private static void checkToolCall(ToolCall call) {
        Checks.require(!call.getId().isBlank(), "tool_calls.id", "Every one of tool_calls needs an id.");
        Checks.require(!call.getName().isBlank(), "tool_calls.name", "Every one of tool_calls needs a name.");
        Checks.name("tool_calls.id", call.getId());
        Checks.name("tool_calls.name", call.getName());
        Checks.storable("tool_calls.arguments", call.getArguments());
    }

    private static Optional<Timestamp> occurredAt(SendMessageRequest request) {
        if (!request.hasOccurredAt()) {
            return Optional.empty();
        }
        Checks.require(
                !TurnRunner.wantsAnswer(request),
                "occurred_at",
                "occurred_at is for messages with respond set to false.");
        return Optional.of(Checks.time("occurred_at", request.getOccurredAt()));
    }

    private static String key(SendMessageRequest request) {
        var key = Checks.name("idempotency_key", request.getIdempotencyKey());
        var messageId = Checks.name("message_id", request.getMessageId());
        Checks.require(
                key.isEmpty() || messageId.isEmpty() || key.equals(messageId),
                "idempotency_key",
                "The idempotency key and message_id say the same: send one of them, or the same value in both.");
        return key.isEmpty() ? messageId : key;
    }

    private static String digest(SendMessageRequest request, Role role, MessageContent content) {
        var canonical = new TreeMap<String, Object>();
        canonical.put("respond", TurnRunner.wantsAnswer(request));
        canonical.put("role", role.wireName());
        canonical.put("content", content);
        canonical.put("tool_call_id", request.getToolCallId());
        canonical.put("tool_calls", toolCalls(request.getToolCallsList()));
        canonical.put("metadata", Structs.json(request.getMetadata()));
        canonical.put("occurred_at", instant(request));
        return sha256(JSON.writeValueAsString(canonical));
    }

    private static String instant(SendMessageRequest request) {
        var time = request.getOccurredAt();
        return request.hasOccurredAt() ? time.getSeconds() + "." + time.getNanos() : "";
    }

    private static List<List<String>> toolCalls(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> List.of(call.getId(), call.getName(), call.getArguments()))
                .toList();
    }

    private static String sha256(String text) {
        try {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private int tokens(SendMessageRequest request, MessageContent content, AgentConfig agent) {
        var budget = agent.workingMemory().budget();
        var room =
                budget - instructionCosts.computeIfAbsent(agent.instructions(), this::cost) - ContextMessage.OVERHEAD;
        if (exceeds(content.text(), room)) {
            throw tooLarge(budget);
        }
        var tokens = content.tokens(counter);
        for (var call : request.getToolCallsList()) {
            if (exceeds(call.getArguments(), room)) {
                throw tooLarge(budget);
            }
            tokens += counter.count(call.getName()) + counter.count(call.getArguments());
        }
        if (tokens > room) {
            throw tooLarge(budget);
        }
        return tokens;
    }

    private int cost(String instructions) {
        return instructions.isEmpty() ? 0 : counter.count(instructions) + ContextMessage.OVERHEAD;
    }

    private static RefusedException tooLarge(int budget) {
        return Refusal.of(
                        ErrorCode.MESSAGE_TOO_LARGE,
                        "The message and the agent's instructions do not fit into its working memory together: the"
                                + " budget is " + budget + " tokens.")
                .with("field", "message")
                .asException();
    }

    /** Counting is slow for a hostile text, and more text never counts less: so count ever longer beginnings. */
    private boolean exceeds(String text, int room) {
        for (var length = (long) CHARACTERS_PER_TOKEN * Math.max(1, room); length < text.length(); length *= 2) {
            if (counter.count(text.substring(0, (int) length)) > room) {
                return true;
            }
        }
        return false;
    }
}
