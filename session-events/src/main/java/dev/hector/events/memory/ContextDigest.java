package dev.hector.events.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hector.events.ToolCall;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of messages as canonical JSON (RFC 8785): an array of objects with {@code content}, {@code role} and, where
 * there are any, {@code tool_call_id} and {@code tool_calls}. The JSON is digested as it is made, without being put
 * together first: every turn has a digest.
 */
final class ContextDigest {

    /** To be copied: asking for an algorithm by its name takes longer than digesting a short context. */
    private static final MessageDigest SHA_256 = sha256();

    /** Takes in the next bytes. */
    private interface Sink {

        void write(byte[] bytes, int from, int length);
    }

    private final Sink json;

    private ContextDigest(Sink json) {
        this.json = json;
    }

    static String of(List<ContextMessage> messages) {
        var digest = copy();
        new ContextDigest(digest::update).messages(messages);
        return HexFormat.of().formatHex(digest.digest());
    }

    static String canonical(List<ContextMessage> messages) {
        var json = new ByteArrayOutputStream();
        new ContextDigest(json::write).messages(messages);
        return json.toString(UTF_8);
    }

    private void messages(List<ContextMessage> messages) {
        var before = "[";
        for (var message : messages) {
            raw(before);
            message(message);
            before = ",";
        }
        raw(messages.isEmpty() ? "[]" : "]");
    }

    private void message(ContextMessage message) {
        field("{\"content\":", message.content());
        field(",\"role\":", message.role().wireName());
        if (message.toolCallId() != null) {
            field(",\"tool_call_id\":", message.toolCallId());
        }
        if (!message.toolCalls().isEmpty()) {
            calls(message.toolCalls());
        }
        raw("}");
    }

    private void calls(List<ToolCall> calls) {
        var before = ",\"tool_calls\":[";
        for (var call : calls) {
            raw(before);
            field("{\"arguments\":", call.arguments());
            field(",\"id\":", call.id());
            field(",\"name\":", call.name());
            raw("}");
            before = ",";
        }
        raw("]");
    }

    private void field(String name, String value) {
        raw(name);
        raw("\"");
        text(value.getBytes(UTF_8));
        raw("\"");
    }

    private void text(byte[] value) {
        var plain = 0;
        for (var i = 0; i < value.length; i++) {
            var c = value[i];
            if ((c >= 0 && c < 0x20) || c == '"' || c == '\\') {
                json.write(value, plain, i - plain);
                raw(escaped(c));
                plain = i + 1;
            }
        }
        json.write(value, plain, value.length - plain);
    }

    private static String escaped(byte c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> "\\u00" + HexFormat.of().toHexDigits(c);
        };
    }

    private void raw(String text) {
        var bytes = text.getBytes(UTF_8);
        json.write(bytes, 0, bytes.length);
    }

    private static MessageDigest copy() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException _) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
