package dev.hector.cli;

import dev.hector.cli.Views.Event;
import dev.hector.cli.Views.Memory;
import dev.hector.cli.Views.Session;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Views in words and columns, for people. */
final class Texts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LONGEST_CELL = 100;

    private final ZoneId zone;

    Texts(ZoneId zone) {
        this.zone = zone;
    }

    Table table(Iterable<Session> sessions) {
        var table = new Table("SESSION", "STATUS", "USER", "MESSAGES", "LAST ACTIVITY", "TITLE");
        for (var session : sessions) {
            table.add(
                    cell(session.sessionId()),
                    status(session),
                    cell(session.userId()),
                    Long.toString(session.messageCount()),
                    time(session.updatedAt()),
                    cell(session.title()));
        }
        return table;
    }

    void print(Session session, PrintStream out) {
        line(out, "session", cell(session.sessionId()));
        line(out, "agent", cell(session.agent()));
        line(out, "user", cell(session.userId()));
        line(out, "title", cell(session.title()));
        line(out, "status", status(session));
        line(out, "created", time(session.createdAt()));
        line(out, "last activity", time(session.updatedAt()));
        line(out, "ended", time(session.endedAt()));
        line(out, "messages", session.messageCount() + ", turns " + session.turnCount());
        line(out, "version", Long.toString(session.version()));
        line(out, "memory", memory(session));
        line(out, "metadata", metadata(session));
    }

    private static void line(PrintStream out, String name, String value) {
        if (!value.isEmpty()) {
            out.printf("%-14s %s%n", name, value);
        }
    }

    private static String status(Session session) {
        return session.endReason() == null ? session.status() : session.status() + " (" + session.endReason() + ")";
    }

    private static String memory(Session session) {
        var meter = session.workingMemory();
        return meter == null
                ? ""
                : "%d of %d tokens, %s%s"
                        .formatted(
                                meter.tokens(),
                                meter.budget(),
                                meter.strategy(),
                                summarised(meter.summarisedThrough()));
    }

    private static String summarised(long through) {
        return through == 0 ? "" : ", summarised through event " + through;
    }

    private static String metadata(Session session) {
        var metadata = session.metadata();
        return metadata == null || metadata.isEmpty() ? "" : cell(Views.JSON.writeValueAsString(metadata));
    }

    /** One line: sequence, time, type and what matters most of the data. */
    String line(Event event) {
        return "%6d  %s  %-16s  %s"
                .formatted(event.sequence(), time(event.occurredAt()), event.type(), cell(summary(event)))
                .stripTrailing();
    }

    private static String summary(Event event) {
        var data = event.data();
        return switch (event.type()) {
            case "MessageAppended" -> data.get("role") + ": " + data.get("content");
            case "MemorySummarised" -> data.get("from") + "–" + data.get("to") + ": " + data.get("text");
            case "SessionCreated" -> "user " + data.get("user_id");
            case "SessionEnded" -> String.valueOf(data.get("reason"));
            case "TurnFailed" -> data.get("code") + ": " + data.get("detail");
            case "TurnStarted" -> "turn " + data.get("attempt");
            case "TurnCompleted" -> data.get("model") + ", given " + data.get("context_tokens") + " tokens";
            default -> fields(data);
        };
    }

    private static String fields(Map<String, @Nullable Object> data) {
        return data.entrySet().stream()
                .filter(field -> field.getValue() != null && !field.getValue().equals(""))
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
    }

    void print(Memory memory, PrintStream out) {
        out.printf(
                "%d of %d tokens, %s%s%n",
                memory.tokens(), memory.budget(), memory.strategy(), summarised(memory.summarisedThrough()));
        for (var message : memory.messages()) {
            out.printf("%-9s %s%n", message.role(), cell(message.content()));
        }
    }

    private String time(@Nullable Instant time) {
        return time == null ? "" : TIME.format(time.atZone(zone));
    }

    /** On one line, short, and nothing that a terminal would obey. */
    static String cell(@Nullable String text) {
        var line = Shell.withoutControls(Objects.requireNonNullElse(text, ""))
                .replaceAll("\\s+", " ")
                .strip();
        var end = line.offsetByCodePoints(0, Math.min(LONGEST_CELL, line.codePointCount(0, line.length())));
        return end == line.length() ? line : line.substring(0, end) + "…";
    }
}
