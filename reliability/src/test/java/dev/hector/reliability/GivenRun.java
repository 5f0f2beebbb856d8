package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.EventJson;
import dev.hector.events.EventMetadata;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.TurnStarted;
import dev.hector.events.Usage;
import dev.hector.reliability.Entry.Acknowledgement;
import dev.hector.reliability.Entry.Damage;
import dev.hector.reliability.Entry.Verdict;
import dev.hector.store.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run made by hand: what was stored, and what clients were told. One session, unless said otherwise. */
final class GivenRun {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<Entry> entries = new ArrayList<>();
    private final List<StoredEvent> log = new ArrayList<>();
    private long now = NOON.toEpochMilli();
    private long attempts;

    GivenRun after(Duration duration) {
        now += duration.toMillis();
        return this;
    }

    /** A call that was answered in this way; null is no answer. */
    GivenRun call(Call call, @Nullable Outcome outcome) {
        return call(call, "server-1", outcome);
    }

    GivenRun call(Call call, String server, @Nullable Outcome outcome) {
        entries.add(new Entry.Invoked(
                now, ++attempts, "c", server, call.action(), call.session(), call.key(), Digests.of(call.text())));
        if (outcome != null) {
            entries.add(new Entry.Answered(now, attempts, outcome.verdict(), outcome.code(), outcome.answer()));
        }
        return this;
    }

    GivenRun fault(Damage damage, String target) {
        entries.add(new Entry.Fault(now, damage, target));
        return this;
    }

    /** Stores the events one after the other, in session {@code s}. */
    GivenRun stored(SessionEvent... events) {
        for (var event : events) {
            stored("s", sequenceOf("s") + 1, log.size() + 1, event);
        }
        return this;
    }

    GivenRun stored(String session, long sequence, long position, SessionEvent event) {
        log.add(new StoredEvent(
                position,
                SessionKey.of("assistant", session),
                sequence,
                "evt_" + log.size(),
                EventJson.typeOf(event),
                EventJson.revisionOf(event),
                EventJson.write(event),
                EventJson.writeMetadata(EventMetadata.SYSTEM),
                Instant.ofEpochMilli(now)));
        return this;
    }

    private long sequenceOf(String session) {
        return log.stream()
                .filter(event -> event.session().sessionId().equals(session))
                .count();
    }

    Evidence evidence() {
        return Evidence.of(History.of(entries), log);
    }

    void keeps(Checker promise) {
        assertThat(promise.violations(evidence())).isEmpty();
    }

    void breaks(Checker promise) {
        assertThat(promise.violations(evidence())).isNotEmpty();
    }

    static SessionCreated created() {
        return new SessionCreated("ada", null, Map.of());
    }

    static MessageAppended message(String id, String text, @Nullable String key) {
        return message(id, Role.USER, text, null, key);
    }

    static MessageAppended question(String turn, String text, @Nullable String key) {
        return message("ask_" + turn, Role.USER, text, turn, key);
    }

    static MessageAppended answer(String turn) {
        return message("answer_" + turn, Role.ASSISTANT, "Answer of " + turn, turn, null);
    }

    private static MessageAppended message(
            String id, Role role, String text, @Nullable String turn, @Nullable String key) {
        return new MessageAppended(
                id, role, text, 1, List.of(), null, turn, key, key == null ? null : "digest", null, Map.of());
    }

    static TurnStarted started(String turn) {
        return new TurnStarted(turn, "ask_" + turn, 1, "owner", NOON.plusSeconds(15));
    }

    static TurnCompleted completed(String turn) {
        return new TurnCompleted(turn, "answer_" + turn, 1, "demo", "stop", new Usage(1, 1), 1, 1, "digest");
    }

    static TurnFailed failed(String turn, Code code) {
        return new TurnFailed(turn, 1, code, "");
    }

    static Outcome ok(long sequence, @Nullable String turn, @Nullable String message) {
        return Outcome.ok(new Acknowledgement(sequence, turn, message));
    }

    static Outcome refused(String code) {
        var outcome = Outcome.ofCode(code);
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        return outcome;
    }
}
