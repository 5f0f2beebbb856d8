package dev.hector.gateway.rest;

import dev.hector.gateway.Caller;
import dev.hector.gateway.Checks;
import dev.hector.gateway.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What request headers mean. */
final class RequestHeaders {

    static final String USER = "X-User-Id";
    static final String REQUEST = "X-Request-Id";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,18})\"");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestHeaders() {}

    static Caller caller(@Nullable String user, @Nullable String requestId) {
        var userId = text("user_id", user);
        return requestId != null && REQUEST_ID.matcher(requestId).matches()
                ? new Caller(userId, requestId)
                : Caller.of(userId);
    }

    /** The header's text, which servers read as ISO 8859-1 and clients send as UTF-8; empty without one. */
    static String text(String field, @Nullable String header) {
        if (header == null) {
            return "";
        }
        try {
            var bytes = ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw Refusal.invalid(field, "The header for " + field + " is not valid UTF-8.")
                    .asException();
        }
    }

    /** The version that {@code If-Match} demands; empty when it demands none. */
    static OptionalLong version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        var version = VERSION.matcher(ifMatch.strip());
        Checks.require(
                version.matches(), "if_match", "If-Match is one version in quotes, as the ETag gives it: \"12\".");
        return OptionalLong.of(Long.parseLong(version.group(1)));
    }
}
