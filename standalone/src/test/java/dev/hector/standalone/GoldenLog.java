package dev.hector.standalone;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.hector.events.EventJson;
import dev.hector.events.EventMetadata;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.NewEvent;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A log with each form of each event, as a release left it in a database of each kind, under {@code golden} of the test
 * resources. Before a release they are written anew: {@code mvn verify -Dhector.golden=write} with the golden tests of this
 * module; afterwards never again.
 */
final class GoldenLog {

    static final boolean IS_TO_BE_WRITTEN = "write".equals(System.getProperty("hector.golden"));

    static final Path FOLDER = Path.of("src/test/resources/golden");

    private static final Path EVENTS = FOLDER.resolve("events.txt");
    private static final Path FORMS = Path.of("../session-events/src/test/resources/golden");
    private static final SessionKey TALK = SessionKey.of("assistant", "golden");
    private static final SessionKey ENDED = SessionKey.of("assistant", "golden-ended");
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final EventMetadata CAUSE = new EventMetadata("ada", "req_01KB1X0G9Z4Q8T0Y6R1M2N3P4R", null);

    /** What a talk begins with, in an order that can be; other forms come behind. */
    private static final List<String> BEGINNING = List.of(
            "SessionCreated",
            "AgentConfigured",
            "MessageAppended-user",
            "TurnStarted",
            "MemoriesRecalled",
            "MessageAppended-assistant",
            "TurnCompleted");

    private static final List<String> OF_THE_OTHER = List.of("SessionCreated-bare", "SessionEnded");

    private GoldenLog() {}

    /** What is to be read of each event, in the log's order. */
    static List<String> lines() throws IOException {
        return Files.readAllLines(EVENTS);
    }

    static List<String> lines(SessionStore store) {
        return store.log().readAll(0, 1_000).stream().map(GoldenLog::line).toList();
    }

    private static String line(StoredEvent event) {
        return String.join(
                "\t",
                "" + event.position(),
                "" + event.session(),
                "" + event.sequence(),
                event.eventId(),
                event.type(),
                "" + event.revision(),
                "" + event.occurredAt(),
                event.metadata(),
                event.payload());
    }

    /** Writes the log into an empty store, a turn at a time, and what is to be read of it. */
    static void write(SessionStore store) throws IOException {
        var talk = new ArrayList<>(BEGINNING);
        forms().stream()
                .filter(form -> !BEGINNING.contains(form) && !OF_THE_OTHER.contains(form))
                .forEach(talk::add);
        append(store, TALK, 0, talk.subList(0, 1));
        append(store, ENDED, 0, OF_THE_OTHER.subList(0, 1));
        append(store, TALK, 1, talk.subList(1, talk.size()));
        append(store, ENDED, 1, OF_THE_OTHER.subList(1, 2));
        Files.createDirectories(FOLDER);
        Files.write(EVENTS, lines(store));
    }

    private static TreeSet<String> forms() throws IOException {
        try (var files = Files.list(FORMS)) {
            var forms = new TreeSet<String>();
            files.forEach(file -> forms.add(file.getFileName().toString().replace(".json", "")));
            return forms;
        }
    }

    private static void append(SessionStore store, SessionKey session, long version, List<String> forms) {
        var events = new ArrayList<NewEvent>();
        for (var form : forms) {
            var id = "evt_" + UlidCreator.getHashUlid(BEGIN.toEpochMilli(), form);
            events.add(new NewEvent(id, read(form), CAUSE, BEGIN.plusSeconds(version + events.size())));
        }
        store.log().append(new Append(session, version, events));
    }

    private static SessionEvent read(String form) {
        try {
            return EventJson.read(form.split("-", 2)[0], 1, Files.readString(FORMS.resolve(form + ".json")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
