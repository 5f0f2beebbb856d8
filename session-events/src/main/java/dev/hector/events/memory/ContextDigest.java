package dev.hector.events.memory;

import dev.hector.events.ToolCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of messages as canonical JSON (RFC 8785): an array of objects with {@code content}, {@code role} and, where
 * there are any, {@code tool_call_id} and {@code tool_calls}.
 */
final class ContextDigest {

    private final StringBuilder json = new StringBuilder();

    private ContextDigest() {}

    static String of(List<ContextMessage> messages) {
        return sha256(canonical(messages));
    }

    static String canonical(List<ContextMessage> messages) {
        var digest = new ContextDigest();
        digest.json.append('[');
        for (var message : messages) {
            digest.separate().message(message);
        }
        return digest.json.append(']').toString();
    }

    private void message(ContextMessage message) {
        json.append('{');
        field("content", message.content());
        field("role", message.role().wireName());
        if (message.toolCallId() != null) {
            field("tool_call_id", message.toolCallId());
        }
        if (!message.toolCalls().isEmpty()) {
            separate().string("tool_calls");
            json.append(":[");
            message.toolCalls().forEach(this::call);
            json.append(']');
        }
        json.append('}');
    }

    private void call(ToolCall call) {
        separate();
        json.append('{');
        field("arguments", call.arguments());
        field("id", call.id());
        field("name", call.name());
        json.append('}');
    }

    private void field(String name, String value) {
        separate().string(name);
        json.append(':');
        string(value);
    }

    private ContextDigest separate() {
        var last = json.charAt(json.length() - 1);
        if (last != '[' && last != '{') {
            json.append(',');
        }
        return this;
    }

    private void string(String value) {
        json.append('"');
        var plain = 0;
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                json.append(value, plain, i);
                escaped(c);
                plain = i + 1;
            }
        }
        json.append(value, plain, value.length()).append('"');
    }

    private void escaped(char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\t' -> json.append("\\t");
            case '\n' -> json.append("\\n");
            case '\f' -> json.append("\\f");
            case '\r' -> json.append("\\r");
            default -> json.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
