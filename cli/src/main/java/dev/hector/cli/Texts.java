package dev.hector.cli;

import dev.hector.wire.FoundViews.MemoryView;
import dev.hector.wire.FoundViews.SearchHitView;
import dev.hector.wire.Views.EventView;
import dev.hector.wire.Views.SessionView;
import dev.hector.wire.Views.WorkingMemoryView;
import dev.hector.wire.WireJson;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Views in words and columns, for people. */
final class Texts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LONGEST_CELL = 100;
    private static final String BOLD = "\u001B[1m";
    private static final String PLAIN = "\u001B[0m";

    private final ZoneId zone;

    Texts(ZoneId zone) {
        this.zone = zone;
    }

    Table table(Iterable<SessionView> sessions) {
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

    /** @param bold whether matches are shown so that a terminal makes them stand out */
    Table hits(Iterable<SearchHitView> hits, boolean bold) {
        var table = new Table("SESSION", "EVENT", "TIME", "ROLE", "WHERE");
        for (var hit : hits) {
            table.add(
                    cell(hit.sessionId()),
                    Long.toString(hit.sequence()),
                    time(hit.occurredAt()),
                    cell(hit.role()),
                    snippet(hit, bold));
        }
        return table;
    }

    private static String snippet(SearchHitView hit, boolean bold) {
        var text = hit.snippet();
        var shown = new StringBuilder();
        var at = 0;
        for (var match : hit.highlights()) {
            if (match.start() >= at && match.end() >= match.start() && match.end() <= text.length()) {
                shown.append(oneLine(text.substring(at, match.start())))
                        .append(bold ? BOLD : "")
                        .append(oneLine(text.substring(match.start(), match.end())))
                        .append(bold ? PLAIN : "");
                at = match.end();
            }
        }
        return shown.append(oneLine(text.substring(at))).toString();
    }

    Table memories(Iterable<MemoryView> memories) {
        var table = new Table("SCORE", "SESSION", "EVENT", "TIME", "FROM", "MEMORY");
        for (var memory : memories) {
            var source = memory.source();
            table.add(
                    "%.3f".formatted(memory.score()),
                    cell(source.sessionId()),
                    Long.toString(source.sequence()),
                    time(source.occurredAt()),
                    cell(source.speaker() == null ? source.role() : source.speaker()),
                    cell(memory.content()));
        }
        return table;
    }

    void print(SessionView session, PrintStream out) {
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

    private static String status(SessionView session) {
        return session.endReason() == null ? session.status() : session.status() + " (" + session.endReason() + ")";
    }

    private static String memory(SessionView session) {
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

    private static String metadata(SessionView session) {
        var metadata = session.metadata();
        return metadata == null || metadata.isEmpty() ? "" : cell(WireJson.MAPPER.writeValueAsString(metadata));
    }

    /** One line: sequence, time, type and what matters most of the data. */
    String line(EventView event) {
        return "%6d  %s  %-16s  %s"
                .formatted(event.sequence(), time(event.occurredAt()), event.type(), cell(summary(event)))
                .stripTrailing();
    }

    private static String summary(EventView event) {
        var data = event.data();
        return switch (event.type()) {
            case "MessageAppended" -> data.get("role") + ": " + data.get("content");
            case "MemorySummarised" -> data.get("from") + "–" + data.get("to") + ": " + data.get("text");
            case "MemoriesRecalled" -> ((Collection<?>) data.getOrDefault("memories", List.of())).size() + " memories";
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

    void print(WorkingMemoryView memory, PrintStream out) {
        out.printf(
                "%d of %d tokens, %s%s%n",
                memory.tokens(), memory.budget(), memory.strategy(), summarised(memory.summarisedThrough()));
        for (var message : memory.messages()) {
            out.printf("%-9s %s%n", message.role(), cell(message.content()));
        }
    }

    String time(@Nullable Instant time) {
        return time == null ? "" : TIME.format(time.atZone(zone));
    }

    /** On one line, short, and nothing that a terminal would obey. */
    static String cell(@Nullable String text) {
        var line = oneLine(Objects.requireNonNullElse(text, "")).strip();
        var end = line.offsetByCodePoints(0, Math.min(LONGEST_CELL, line.codePointCount(0, line.length())));
        return end == line.length() ? line : line.substring(0, end) + "…";
    }

    private static String oneLine(String text) {
        return Shell.withoutControls(text).replaceAll("\\s+", " ");
    }
}
