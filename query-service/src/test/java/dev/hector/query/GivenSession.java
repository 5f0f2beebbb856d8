package dev.hector.query;

import dev.hector.events.AgentConfigured;
import dev.hector.events.EventMetadata;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.ToolCall;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.TurnStarted;
import dev.hector.events.Usage;
import dev.hector.events.memory.MemorySettings;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.NewEvent;
import dev.hector.store.NewerRelease;
import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session told by its events, written straight into the log. */
final class GivenSession {

    static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05.678Z");

    private final SessionStore store;
    private final SessionKey key;
    private final List<SessionEvent> told = new ArrayList<>();
    private long version;

    GivenSession(SessionStore store, SessionKey key) {
        this.store = store;
        this.key = key;
        this.version = store.log().version(key);
    }

    GivenSession created(String user) {
        return tell(new SessionCreated(user, "About " + key.sessionId(), Map.of("lang", "en", "n", 7)));
    }

    GivenSession configured(MemorySettings settings, String instructions) {
        return tell(new AgentConfigured("demo", instructions, settings));
    }

    GivenSession asked(String turn, String text) {
        var message = "msg_of_" + turn;
        return tell(message(message, Role.USER, text, turn))
                .tell(new TurnStarted(turn, message, 1, "process-1", BEGIN.plusSeconds(15)));
    }

    GivenSession answered(String turn, String text) {
        var message = "msg_for_" + turn;
        var through = startOf(turn);
        return tell(message(message, Role.ASSISTANT, text, turn))
                .tell(new TurnCompleted(turn, message, 1, "demo", "stop", new Usage(3, 4), through, 11, "digest"));
    }

    GivenSession failed(String turn) {
        return tell(new TurnFailed(turn, 1, Code.MODEL_FAILED, "The model said no"));
    }

    GivenSession turn(String turn, String question, String answer) {
        return asked(turn, question).answered(turn, answer);
    }

    GivenSession said(Role role, String text) {
        return tell(message("msg_" + (version + told.size() + 1), role, text, null));
    }

    GivenSession imported(String text, Instant saidAt) {
        return tell(new MessageAppended(
                "msg_" + (version + told.size() + 1),
                Role.ASSISTANT,
                text,
                1,
                List.of(new ToolCall("call_1", "search", "{}")),
                null,
                null,
                null,
                null,
                saidAt,
                Map.of("k", 1)));
    }

    GivenSession summarised(long from, long to, String text) {
        return tell(new MemorySummarised(from, to, text, words(text), "extractive", 100, 10));
    }

    GivenSession ended(SessionEnded.Reason reason) {
        return tell(new SessionEnded(reason));
    }

    /** What was told so far is committed. */
    GivenSession stored() {
        if (told.isEmpty()) {
            return this;
        }
        var events = new ArrayList<NewEvent>();
        for (var event : told) {
            var sequence = version + events.size() + 1;
            events.add(new NewEvent(Sample.eventId(key + "_" + sequence), event, EventMetadata.SYSTEM, time(sequence)));
        }
        var result = store.log().append(new Append(key, version, events));
        version = ((AppendResult.Appended) result).version();
        told.clear();
        return this;
    }

    /** A newer release wrote the newest event, instead of what was told last. */
    GivenSession ofNewerRelease(String type, String payload) {
        told.removeLast();
        stored();
        NewerRelease.append(store, key, ++version, type, payload);
        return this;
    }

    SessionKey key() {
        return key;
    }

    long version() {
        return version;
    }

    static Instant time(long sequence) {
        return BEGIN.plusSeconds(sequence);
    }

    static int words(String text) {
        return text.isBlank() ? 0 : text.trim().split("\\s+").length;
    }

    private GivenSession tell(SessionEvent event) {
        told.add(event);
        return this;
    }

    private long startOf(String turn) {
        for (var i = told.size() - 1; i >= 0; i--) {
            if (told.get(i) instanceof TurnStarted started && started.turnId().equals(turn)) {
                return version + i + 1;
            }
        }
        return version;
    }

    private static MessageAppended message(String id, Role role, String text, @Nullable String turn) {
        return new MessageAppended(id, role, text, words(text), List.of(), null, turn, null, null, null, Map.of());
    }
}
