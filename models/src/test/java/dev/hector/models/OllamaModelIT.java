package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.ModelType;
import dev.hector.models.StubProvider.Received;
import tools.jackson.databind.JsonNode;

/** Ollama, which sends lines of JSON instead of events. */
final class OllamaModelIT extends LanguageModelContract {

    @Override
    ModelType type() {
        return ModelType.OLLAMA;
    }

    @Override
    String chunk(String text) {
        return frameOf("""
            {"model":"stub-1","message":{"role":"assistant","content":"%s"},"done":false}\
            """.formatted(text));
    }

    @Override
    String finish(String reason) {
        return frameOf("""
            {"model":"stub-1","message":{"role":"assistant","content":""},"done_reason":"%s","done":true,\
            "prompt_eval_count":7,"eval_count":3}\
            """.formatted(reason));
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
        return frameOf("{\"error\":\"server busy, please try again\"}");
    }

    @Override
    String frameOf(String data) {
        return data + "\n";
    }

    @Override
    void assertAddressed(Received request) {
        assertThat(request.path()).isEqualTo("/api/chat");
        assertThat(request.headers()).containsEntry("authorization", "Bearer " + SECRET);
        assertThat(request.body()).contains("\"temperature\" : 0.5", "\"num_predict\" : 99", "\"stream\" : true");
    }

    @Override
    void assertToolHistory(JsonNode body) {
        var messages = body.path("messages");
        assertThat(messages.findValuesAsString("role"))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "user");
        assertThat(messages.path(0).path("content").asString()).isEqualTo(SYSTEM);
        var call = messages.path(2).path("tool_calls").path(0).path("function");
        assertThat(call.path("name").asString()).isEqualTo("weather");
        assertThat(call.path("arguments").path("city").asString()).isEqualTo("Rome");
        assertThat(messages.path(3).path("content").asString()).isEqualTo("31 degrees");
    }
}
