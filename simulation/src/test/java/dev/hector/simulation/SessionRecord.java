package dev.hector.simulation;

import dev.hector.events.AgentConfigured;
import dev.hector.events.EventMetadata;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.TurnStarted;
import dev.hector.store.SimulatedLog.Entry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One session as its commits tell it, and what they must not tell. Knows nothing of the product's own state. */
final class SessionRecord {

    /** How a turn went. */
    static final class TurnRecord {

        private final String id;
        private final int attempt;
        private final String owner;
        private final MessageAppended question;
        private final long startedAt;
        private long endedAt;
        private long endedSequence;
        private @Nullable String answer;
        private @Nullable String failure;

        TurnRecord(TurnStarted turn, MessageAppended question, long startedAt) {
            this.id = turn.turnId();
            this.attempt = turn.attempt();
            this.owner = turn.owner();
            this.question = question;
            this.startedAt = startedAt;
        }

        String id() {
            return id;
        }

        String owner() {
            return owner;
        }

        String question() {
            return question.text();
        }

        String questionId() {
            return question.messageId();
        }

        long startedAt() {
            return startedAt;
        }

        /** 0 while it is open. */
        long endedAt() {
            return endedAt;
        }

        long endedSequence() {
            return endedSequence;
        }

        @Nullable
        String answer() {
            return answer;
        }

        @Nullable
        String failure() {
            return failure;
        }
    }

    private final String name;
    private final Monitor monitor;
    private final Map<String, TurnRecord> turns = new HashMap<>();
    private final Map<String, TurnRecord> turnsByQuestion = new HashMap<>();
    private final Map<String, MessageAppended> byContent = new HashMap<>();
    private final Map<String, MessageAppended> byKey = new HashMap<>();
    private long version;
    private @Nullable MessageAppended last;
    private @Nullable TurnRecord open;
    private @Nullable TurnRecord lastClosed;
    private SessionEnded.@Nullable Reason ended;

    SessionRecord(String name, Monitor monitor) {
        this.name = name;
        this.monitor = monitor;
    }

    @Nullable
    TurnRecord open() {
        return open;
    }

    @Nullable
    TurnRecord lastClosed() {
        return lastClosed;
    }

    @Nullable
    TurnRecord turn(String id) {
        return turns.get(id);
    }

    @Nullable
    TurnRecord turnOf(String question) {
        return turnsByQuestion.get(question);
    }

    @Nullable
    MessageAppended withContent(String content) {
        return byContent.get(content);
    }

    @Nullable
    MessageAppended withKey(String key) {
        return byKey.get(key);
    }

    SessionEnded.@Nullable Reason ended() {
        return ended;
    }

    void add(Entry entry, long now, Faults faults) {
        var sequence = entry.stored().sequence();
        require(sequence == ++version, "has a hole before " + sequence);
        var event = entry.event();
        require(
                ended == null || event instanceof SessionEnded end && deletes(end) && ended != end.reason(),
                "goes on after its end with " + event);
        switch (event) {
            case SessionCreated _ -> require(sequence == 1, "is created again");
            case AgentConfigured _ -> require(open == null, "is configured within a turn");
            case MemorySummarised _, MemoriesRecalled _ -> {}
            case MessageAppended message -> message(message);
            case TurnStarted turn -> started(turn, now);
            case TurnCompleted turn -> completed(turn, sequence, now);
            case TurnFailed turn -> failed(turn, sequence, now, faults);
            case SessionEnded end -> ended(end, entry);
        }
        last = event instanceof MessageAppended message ? message : null;
    }

    private static boolean deletes(SessionEnded end) {
        return end.reason() == SessionEnded.Reason.DELETED;
    }

    private void message(MessageAppended message) {
        if (message.role() == Role.USER) {
            require(open == null, "has a message within a turn: " + message.text());
            require(byContent.put(message.text(), message) == null, "has a message twice: " + message.text());
            if (message.key() != null) {
                require(byKey.put(message.key(), message) == null, "has a key twice: " + message.key());
            }
        } else {
            var turn = open;
            require(turn != null && turn.id().equals(message.turnId()), "has an answer outside of its turn");
            require(
                    turn == null || SimulatedModel.answers(message.text(), turn.question()),
                    "has an answer to another message: " + message.text());
        }
    }

    private void started(TurnStarted turn, long now) {
        var question = last;
        require(open == null, "starts a turn within a turn");
        require(turns.values().stream().allMatch(earlier -> earlier.attempt < turn.attempt()), "repeats an attempt");
        if (question == null || !turn.turnId().equals(question.turnId())) {
            require(false, "starts a turn without its message");
            return;
        }
        open = new TurnRecord(turn, question, now);
        require(turns.put(turn.turnId(), open) == null, "starts a turn twice");
        turnsByQuestion.put(question.text(), open);
    }

    private void completed(TurnCompleted turn, long sequence, long now) {
        var closed = closed(turn.turnId(), turn.attempt(), sequence, now);
        var answer = last;
        require(answer != null && answer.messageId().equals(turn.messageId()), "completes a turn without its answer");
        if (closed != null && answer != null) {
            closed.answer = answer.text();
        }
    }

    private void failed(TurnFailed turn, long sequence, long now, Faults faults) {
        var closed = closed(turn.turnId(), turn.attempt(), sequence, now);
        if (closed != null) {
            closed.failure = turn.code().wireName();
        }
        require(
                turn.code() != Code.OWNER_LOST || !faults.climate().isKind(),
                "takes a turn from an owner that nothing ailed");
    }

    private @Nullable TurnRecord closed(String turnId, int attempt, long sequence, long now) {
        var closing = open;
        require(
                closing != null && closing.id.equals(turnId) && closing.attempt == attempt,
                "ends a turn that is not open: " + turnId);
        open = null;
        if (closing != null) {
            closing.endedAt = now;
            closing.endedSequence = sequence;
            lastClosed = closing;
        }
        return closing;
    }

    private void ended(SessionEnded end, Entry entry) {
        require(open == null, "ends within a turn");
        var bySystem = switch (end.reason()) {
            case IDLE_TIMEOUT, MAX_DURATION -> true;
            case COMPLETED, DELETED -> false;
        };
        require(
                bySystem == entry.stored().cause().actor().equals(EventMetadata.SYSTEM.actor()),
                "is ended by the wrong actor: " + entry.stored().metadata());
        ended = end.reason();
    }

    private void require(boolean holds, String otherwise) {
        monitor.require(holds, () -> name + " " + otherwise);
    }

    @Override
    public String toString() {
        return name;
    }
}
