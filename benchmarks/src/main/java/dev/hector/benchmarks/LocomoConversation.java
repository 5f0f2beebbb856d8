package dev.hector.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A conversation of LoCoMo (Maharana et al., "Evaluating Very Long-Term Conversational Memory of LLM Agents", ACL 2024) as
 * JSON lines: {@code N.turns.jsonl} and {@code N.questions.jsonl}.
 *
 * @param name the N
 * @param turns by their ids, such as {@code D3:12}, in their order
 */
record LocomoConversation(String name, Map<String, Turn> turns, List<Question> questions) {

    private static final String TURNS = ".turns.jsonl";
    private static final Pattern EVIDENCE = Pattern.compile("D(\\d+):(\\d+)");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("h:mm a 'on' d MMMM, yyyy")
            .toFormatter(Locale.ENGLISH);

    /** What somebody said. */
    record Turn(String id, int session, Instant time, String speaker, String role, String text) {}

    /**
     * A question about the conversation.
     *
     * @param evidence ids of the turns that answer it; never empty
     * @param category 1 multi-hop, 2 temporal, 3 open, 4 single-hop, 5 adversarial
     */
    record Question(String text, Set<String> evidence, int category) {

        Set<Integer> sessions() {
            return evidence.stream().map(Question::session).collect(Collectors.toSet());
        }

        private static int session(String turn) {
            return Integer.parseInt(turn.substring(1, turn.indexOf(':')));
        }
    }

    /** Every conversation of the folder, by name. */
    static List<LocomoConversation> in(Path folder) throws IOException {
        var found = new ArrayList<LocomoConversation>();
        try (var files = Files.list(folder)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(TURNS))
                    .map(file -> file.substring(0, file.length() - TURNS.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
            for (var name : names) {
                found.add(read(folder, name));
            }
        }
        return found;
    }

    private static LocomoConversation read(Path folder, String name) throws IOException {
        var turns = new LinkedHashMap<String, Turn>();
        for (var line : lines(folder.resolve(name + TURNS))) {
            turns.put(text(line, "id"), turn(line));
        }
        var questions = new ArrayList<Question>();
        for (var line : lines(folder.resolve(name + ".questions.jsonl"))) {
            var evidence = evidence(line.path("evidence"));
            evidence.retainAll(turns.keySet());
            if (!evidence.isEmpty()) {
                questions.add(new Question(
                        text(line, "question"), evidence, line.path("category").asInt()));
            }
        }
        return new LocomoConversation(name, turns, questions);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(JsonMapper.shared()::readTree)
                    .toList();
        }
    }

    /** A picture is stored as people would tell of it. */
    private static Turn turn(JsonNode line) {
        var caption = line.path("caption").asString("");
        var shown = caption.isEmpty() ? "" : " [shares a photo: " + caption + "]";
        return new Turn(
                text(line, "id"),
                line.path("session").asInt(),
                LocalDateTime.parse(text(line, "time"), TIME).toInstant(ZoneOffset.UTC),
                text(line, "speaker"),
                text(line, "role"),
                (text(line, "text") + shown).strip());
    }

    private static Set<String> evidence(JsonNode ids) {
        var found = new LinkedHashSet<String>();
        var matcher = EVIDENCE.matcher(ids.toString());
        while (matcher.find()) {
            found.add("D" + Integer.parseInt(matcher.group(1)) + ":" + Integer.parseInt(matcher.group(2)));
        }
        return found;
    }

    private static String text(JsonNode line, String field) {
        return line.path(field).asString("");
    }
}
