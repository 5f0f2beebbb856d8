package dev.hector.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hector.client.RefusedException;
import dev.hector.client.TranscriptLine;
import dev.hector.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Transcripts as JSON lines. The same transcript gives the same bytes, whoever writes it and when. */
final class Transcripts {

    private static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(
                    inclusion -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Transcripts() {}

    static String write(TranscriptLine line) {
        return JSON.writeValueAsString(line);
    }

    /** @throws RefusedException that says which line is wrong, and how */
    static TranscriptLine read(String text, long number) {
        try {
            @Nullable TranscriptLine line = JSON.readValue(text, TranscriptLine.class);
            return line == null ? refuse(number, "is null") : checked(line, number);
        } catch (JacksonException e) {
            return refuse(number, "is no transcript's line: " + e.getOriginalMessage());
        }
    }

    private static TranscriptLine checked(TranscriptLine line, long number) {
        if (line.session() == null || !SESSION_ID.matcher(line.session()).matches()) {
            return refuse(number, "needs a 'session': 1 to 128 letters, digits, '.', '_', ':' or '-'");
        }
        if (line.isMessage() && line.text() == null) {
            return refuse(number, "has a 'role' and no 'text'");
        }
        return !line.isMessage() && line.text() != null ? refuse(number, "has a 'text' and no 'role'") : line;
    }

    private static TranscriptLine refuse(long number, String problem) {
        throw new RefusedException(ErrorCode.INVALID_REQUEST, "line " + number + " " + problem);
    }

    /**
     * The id of a message that brings none: the same for the same message at the same place of its session, so that a file
     * can be imported again.
     *
     * @param place the message's number in its session, from 1
     */
    static String idOf(TranscriptLine message, long place) {
        var said = message.session() + "\n" + place + "\n" + write(message);
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8));
            return "msg_" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
