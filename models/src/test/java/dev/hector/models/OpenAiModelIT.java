package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.ModelType;
import dev.hector.models.StubProvider.Received;
import tools.jackson.databind.JsonNode;

/** OpenAI's chat completions, and every host that speaks them. */
final class OpenAiModelIT extends LanguageModelContract {

    @Override
    ModelType type() {
        return ModelType.OPENAI;
    }

    @Override
    String chunk(String text) {
        return frameOf("""
            {"id":"c1","model":"stub-1","choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}\
            """.formatted(text));
    }

    @Override
    String finish(String reason) {
        return frameOf("""
            {"id":"c1","model":"stub-1","choices":[{"index":0,"delta":{},"finish_reason":"%s"}]}\
            """.formatted(reason)) + frameOf("""
                {"id":"c1","model":"stub-1","choices":[],\
                "usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}\
                """) + frameOf("[DONE]");
    }

    @Override
    String stop() {
        return "stop";
    }

    @Override
    String length() {
        return "length";
    }

    @Override
    String overloaded() {
        return frameOf("{\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"code\":null}}");
    }

    @Override
    String frameOf(String data) {
        return "data: " + data + "\n\n";
    }

    @Override
    void assertAddressed(Received request) {
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.headers()).containsEntry("authorization", "Bearer " + SECRET);
        assertThat(request.body()).contains("\"temperature\" : 0.5", "\"max_tokens\" : 99", "\"stream\" : true");
    }

    @Override
    void assertToolHistory(JsonNode body) {
        var messages = body.path("messages");
        assertThat(messages.findValuesAsString("role"))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "user");
        assertThat(messages.path(0).path("content").asString()).isEqualTo(SYSTEM);
        var call = messages.path(2).path("tool_calls").path(0);
        assertThat(call.path("id").asString()).isEqualTo("call_1");
        assertThat(call.path("function").path("arguments").asString()).isEqualTo("{\"city\":\"Rome\"}");
        assertThat(messages.path(3).path("tool_call_id").asString()).isEqualTo("call_1");
        assertThat(messages.path(3).path("content").asString()).isEqualTo("31 degrees");
    }
}
