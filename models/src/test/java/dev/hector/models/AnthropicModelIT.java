package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.ModelType;
import dev.hector.models.StubProvider.Received;
import tools.jackson.databind.JsonNode;

/** Anthropic's messages. */
final class AnthropicModelIT extends LanguageModelContract {

    private static final String START = event("message_start", """
        {"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"stub-1",\
        "content":[],"usage":{"input_tokens":7,"output_tokens":1}}}\
        """) + event("content_block_start", """
            {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\
            """);

    @Override
    ModelType type() {
        return ModelType.ANTHROPIC;
    }

    /** Repeating the start does no harm here. */
    @Override
    String chunk(String text) {
        return START + frameOf("""
            {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}\
            """.formatted(text));
    }

    @Override
    String finish(String reason) {
        return event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
                + event("message_delta", """
                    {"type":"message_delta","delta":{"stop_reason":"%s"},"usage":{"output_tokens":3}}\
                    """.formatted(reason))
                + event("message_stop", "{\"type\":\"message_stop\"}");
    }

    @Override
    String stop() {
        return "end_turn";
    }

    @Override
    String length() {
        return "max_tokens";
    }

    @Override
    String overloaded() {
        return event("error", """
            {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\
            """);
    }

    @Override
    String frameOf(String data) {
        return event("content_block_delta", data);
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    @Override
    void assertAddressed(Received request) {
        assertThat(request.path()).isEqualTo("/v1/messages");
        assertThat(request.headers()).containsEntry("x-api-key", SECRET).containsKey("anthropic-version");
        assertThat(request.body()).contains("\"temperature\" : 0.5", "\"max_tokens\" : 99", "\"stream\" : true");
    }

    @Override
    void assertToolHistory(JsonNode body) {
        assertThat(body.path("system").findValuesAsString("text")).containsExactly(SYSTEM);
        var messages = body.path("messages");
        assertThat(messages.findValuesAsString("role"))
                .containsExactly("user", "assistant", "user", "assistant", "user");
        var call = messages.path(1).path("content").path(0);
        assertThat(call.path("type").asString()).isEqualTo("tool_use");
        assertThat(call.path("input").path("city").asString()).isEqualTo("Rome");
        var result = messages.path(2).path("content").path(0);
        assertThat(result.path("type").asString()).isEqualTo("tool_result");
        assertThat(result.path("tool_use_id").asString()).isEqualTo("call_1");
        assertThat(result.path("content").asString()).isEqualTo("31 degrees");
    }
}
