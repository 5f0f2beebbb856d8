package dev.hector.gateway;

import dev.hector.wire.ErrorCode;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.hector.proto.v1.AgentProfile;
import dev.hector.proto.v1.AppendMessagesCommand;
import dev.hector.proto.v1.AppendMessagesReply;
import dev.hector.proto.v1.CompleteTurnCommand;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.CreateSessionCommand;
import dev.hector.proto.v1.EndSessionCommand;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.FailTurnCommand;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.Message;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.NewMessage;
import dev.hector.proto.v1.RecordRecallCommand;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.proto.v1.StartTurnCommand;
import dev.hector.proto.v1.StartTurnReply;
import dev.hector.proto.v1.StoredMessage;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.TurnMemory;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.proto.v1.WorkingMemoryMeter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One session as the services behind the gateway would keep it. Guarded by its store. */
final class FakeSession {

    private final CreateSessionCommand created;
    private final List<Event> events = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Turn> turns = new LinkedHashMap<>();
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, StartTurnReply> started = new HashMap<>();
    private final Map<String, StoredMessage> appended = new HashMap<>();
    private final List<Memory> recalled = new ArrayList<>();
    private @Nullable String open;
    private String endReason = "";
    private AgentProfile profile = AgentProfile.getDefaultInstance();

    FakeSession(CreateSessionCommand created) {
        this.created = created;
        event("SessionCreated", Map.of("user_id", created.getUserId()));
    }

    boolean belongsTo(String user) {
        return user.isEmpty() || user.equals(created.getUserId());
    }

    boolean deleted() {
        return endReason.equals("deleted");
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    long version() {
        return events.size();
    }

    StartTurnReply startTurn(StartTurnCommand command) {
        var message = command.getMessage();
        requireSameMessage(message.getKey(), message.getDigest());
        var earlier = started.get(message.getKey());
        if (earlier != null) {
            return earlier.toBuilder().setExisting(true).build();
        }
        requireOpenTo(command.hasIfVersion() ? command.getIfVersion() : version());
        profile = command.getProfile();
        message(message.getMessageId(), "user", message.getContent(), command.getTurnId(), message.getTokens());
        var sequence = event("TurnStarted", Map.of("turn_id", command.getTurnId()));
        var attempt = turns.size() + 1;
        open = command.getTurnId();
        turns.put(
                command.getTurnId(),
                Turn.newBuilder()
                        .setTurnId(command.getTurnId())
                        .setAttempt(attempt)
                        .setStartedSequence(sequence)
                        .setMessageId(message.getMessageId())
                        .setState(Turn.State.STATE_OPEN)
                        .setOwner(command.getOwner())
                        .build());
        var reply = StartTurnReply.newBuilder()
                .setTurnId(command.getTurnId())
                .setAttempt(attempt)
                .setStartedSequence(sequence)
                .setMessageId(message.getMessageId())
                .build();
        remember(message.getKey(), message.getDigest());
        if (!message.getKey().isEmpty()) {
            started.put(message.getKey(), reply);
        }
        return reply;
    }

    AppendMessagesReply append(AppendMessagesCommand command) {
        command.getMessagesList().forEach(message -> requireSameMessage(message.getKey(), message.getDigest()));
        if (!command.getMessagesList().stream().allMatch(message -> appended.containsKey(message.getKey()))) {
            requireOpenTo(command.hasIfVersion() ? command.getIfVersion() : version());
        }
        return AppendMessagesReply.newBuilder()
                .addAllMessages(
                        command.getMessagesList().stream().map(this::append).toList())
                .build();
    }

    private StoredMessage append(NewMessage message) {
        var earlier = appended.get(message.getKey());
        if (earlier != null) {
            return earlier.toBuilder().setExisting(true).build();
        }
        var sequence =
                message(message.getMessageId(), message.getRole(), message.getContent(), "", message.getTokens());
        var stored = StoredMessage.newBuilder()
                .setMessageId(message.getMessageId())
                .setSequence(sequence)
                .build();
        remember(message.getKey(), message.getDigest());
        if (!message.getKey().isEmpty()) {
            appended.put(message.getKey(), stored);
        }
        return stored;
    }

    void renew(String turnId) {
        if (!turnId.equals(open)) {
            throw FakeRefusal.of(ErrorCode.TURN_NOT_OPEN, "The turn is not open");
        }
    }

    long complete(CompleteTurnCommand command) {
        var turn = turns.get(command.getTurnId());
        if (turn != null && turn.getState() == Turn.State.STATE_COMPLETED) {
            return version();
        }
        renew(command.getTurnId());
        message(command.getMessageId(), "assistant", command.getContent(), command.getTurnId(), command.getTokens());
        var sequence = event("TurnCompleted", Map.of("turn_id", command.getTurnId()));
        open = null;
        turns.computeIfPresent(command.getTurnId(), (_, running) -> completed(running, command, sequence));
        return sequence;
    }

    private Turn completed(Turn turn, CompleteTurnCommand command, long sequence) {
        var given = memory(turn.getStartedSequence());
        return turn.toBuilder()
                .setState(Turn.State.STATE_COMPLETED)
                .setEndedSequence(sequence)
                .setResponse(MessageResponse.newBuilder()
                        .setSessionId(created.getSession().getSessionId())
                        .setTurnId(command.getTurnId())
                        .setMessageId(command.getMessageId())
                        .setResponse(command.getContent())
                        .setSequence(sequence)
                        .setUsage(command.getUsage())
                        .setMemory(TurnMemory.newBuilder()
                                .setStrategy(given.getStrategy())
                                .setTokens(command.getContextTokens())
                                .setBudget(given.getBudget())
                                .setMessages(given.getMessagesCount()))
                        .setModel(command.getModel()))
                .build();
    }

    long recall(RecordRecallCommand command) {
        renew(command.getTurnId());
        if (command.getMemoriesList().stream()
                .anyMatch(memory -> memory.getContent().equals("unspeakable"))) {
            throw FakeRefusal.of(ErrorCode.INVALID_REQUEST, "memories: not like this");
        }
        recalled.addAll(command.getMemoriesList());
        return event("MemoriesRecalled", Map.of("turn_id", command.getTurnId()));
    }

    long fail(FailTurnCommand command) {
        renew(command.getTurnId());
        return failOpenTurn(command.getCode(), command.getDetail());
    }

    /** As the sweeper does for a turn whose owner died, and as ending a session does. */
    long failOpenTurn(String code, String detail) {
        var turnId = open;
        open = null;
        var sequence = event("TurnFailed", Map.of("turn_id", String.valueOf(turnId)));
        turns.computeIfPresent(
                String.valueOf(turnId),
                (_, turn) -> turn.toBuilder()
                        .setState(Turn.State.STATE_FAILED)
                        .setEndedSequence(sequence)
                        .setFailureCode(code)
                        .setFailureDetail(detail)
                        .build());
        return sequence;
    }

    void end(EndSessionCommand command) {
        if (command.hasIfVersion() && command.getIfVersion() != version()) {
            throw FakeRefusal.of(ErrorCode.VERSION_CONFLICT, "The session is at version " + version());
        }
        if (endReason.isEmpty() || command.getReason().equals("deleted")) {
            if (open != null) {
                failOpenTurn("session_ended", "The session ended");
            }
            endReason = command.getReason();
            event("SessionEnded", Map.of("reason", endReason));
        }
    }

    Turn turn(String turnId, long startedSequence) {
        return turns.values().stream()
                .filter(turn -> turn.getTurnId().equals(turnId) || turn.getStartedSequence() == startedSequence)
                .findFirst()
                .orElseThrow(() -> FakeRefusal.of(ErrorCode.INVALID_REQUEST, "There is no such turn"));
    }

    Session describe() {
        return Session.newBuilder()
                .setSessionId(created.getSession().getSessionId())
                .setAgent(created.getSession().getAgent())
                .setUserId(created.getUserId())
                .setTitle(created.getTitle())
                .setStatus(
                        endReason.isEmpty() ? SessionStatus.SESSION_STATUS_ACTIVE : SessionStatus.SESSION_STATUS_ENDED)
                .setEndReason(endReason)
                .setCreatedAt(time(1))
                .setUpdatedAt(time(version()))
                .setMessageCount(messages.size())
                .setTurnCount(turns.size())
                .setVersion(version())
                .setWorkingMemory(WorkingMemoryMeter.newBuilder()
                        .setStrategy("summary_buffer")
                        .setTokens(memory(version()).getTokens())
                        .setBudget(4000))
                .setMetadata(created.getMetadata())
                .build();
    }

    WorkingMemory memory(long asOf) {
        var memory = WorkingMemory.newBuilder()
                .setSessionId(created.getSession().getSessionId())
                .setAsOf(asOf)
                .setStrategy("summary_buffer")
                .setBudget(4000)
                .setDigest("digest-" + asOf);
        if (!profile.getInstructions().isEmpty()) {
            memory.addMessages(context("system", profile.getInstructions(), 0));
        }
        recalled.forEach(found -> memory.addMessages(context("system", "recalled: " + found.getContent(), asOf)));
        messages.stream()
                .filter(message -> message.getSequence() <= asOf)
                .forEach(message ->
                        memory.addMessages(context(message.getRole(), message.getContent(), message.getSequence())));
        return memory.setTokens(memory.getMessagesList().stream()
                        .mapToInt(ContextMessage::getTokens)
                        .sum())
                .build();
    }

    private static ContextMessage context(String role, String content, long sequence) {
        return ContextMessage.newBuilder()
                .setRole(role)
                .setContent(content)
                .setTokens(TestTokens.COUNTER.count(content))
                .setFromSequence(sequence)
                .setToSequence(sequence)
                .build();
    }

    private void requireSameMessage(String key, String digest) {
        if (!key.isEmpty() && !digests.getOrDefault(key, digest).equals(digest)) {
            throw FakeRefusal.of(ErrorCode.KEY_REUSED, "The key stands for another message");
        }
    }

    private void remember(String key, String digest) {
        if (!key.isEmpty()) {
            digests.put(key, digest);
        }
    }

    private void requireOpenTo(long ifVersion) {
        if (!endReason.isEmpty()) {
            throw FakeRefusal.of(ErrorCode.SESSION_ENDED, "The session has ended: " + endReason);
        }
        if (ifVersion != version()) {
            throw FakeRefusal.of(ErrorCode.VERSION_CONFLICT, "The session is at version " + version());
        }
        if (open != null) {
            throw FakeRefusal.of(ErrorCode.SESSION_BUSY, "A turn is open");
        }
    }

    private long message(String id, String role, String content, String turnId, int tokens) {
        var sequence = event("MessageAppended", Map.of("message_id", id, "role", role, "content", content));
        messages.add(Message.newBuilder()
                .setMessageId(id)
                .setSequence(sequence)
                .setRole(role)
                .setContent(content)
                .setTurnId(turnId)
                .setTokens(tokens)
                .setOccurredAt(time(sequence))
                .build());
        return sequence;
    }

    private long event(String type, Map<String, String> data) {
        var sequence = events.size() + 1L;
        var struct = Struct.newBuilder();
        data.forEach((name, value) ->
                struct.putFields(name, Value.newBuilder().setStringValue(value).build()));
        events.add(Event.newBuilder()
                .setSequence(sequence)
                .setEventId("evt_" + sequence)
                .setType(type)
                .setRevision(1)
                .setOccurredAt(time(sequence))
                .setData(struct)
                .setPosition(sequence)
                .build());
        return sequence;
    }

    private static Timestamp time(long second) {
        return Timestamp.newBuilder().setSeconds(1_800_000_000 + second).build();
    }
}
