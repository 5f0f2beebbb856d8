package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.ModelType;
import dev.hector.models.StubProvider.Received;
import tools.jackson.databind.JsonNode;

/** Google's Gemini. */
final class GeminiModelIT extends LanguageModelContract {

    @Override
    ModelType type() {
        return ModelType.GEMINI;
    }

    @Override
    String chunk(String text) {
        return frameOf("""
            {"candidates":[{"content":{"role":"model","parts":[{"text":"%s"}]},"index":0}],\
            "modelVersion":"stub-1"}\
            """.formatted(text));
    }

    @Override
    String finish(String reason) {
        return frameOf("""
            {"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"%s","index":0}],\
            "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10},\
            "modelVersion":"stub-1"}\
            """.formatted(reason));
    }

    @Override
    String stop() {
        return "STOP";
    }

    @Override
    String length() {
        return "MAX_TOKENS";
    }

    @Override
    String overloaded() {
        return frameOf("""
            {"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}\
            """);
    }

    @Override
    String frameOf(String data) {
        return "data: " + data + "\r\n\r\n";
    }

    @Override
    void assertAddressed(Received request) {
        assertThat(request.path()).isEqualTo("/v1beta/models/stub-1:streamGenerateContent?alt=sse");
        assertThat(request.headers()).containsEntry("x-goog-api-key", SECRET);
        assertThat(request.body()).contains("\"temperature\" : 0.5", "\"maxOutputTokens\" : 99");
    }

    @Override
    void assertToolHistory(JsonNode body) {
        assertThat(body.path("systemInstruction").findValuesAsString("text")).containsExactly(SYSTEM);
        var contents = body.path("contents");
        assertThat(contents.findValuesAsString("role")).containsExactly("user", "model", "user", "model", "user");
        var call = contents.path(1).path("parts").path(0).path("functionCall");
        assertThat(call.path("args").path("city").asString()).isEqualTo("Rome");
        var result = contents.path(2).path("parts").path(0).path("functionResponse");
        assertThat(result.path("name").asString()).isEqualTo("weather");
        assertThat(result.path("response").path("response").asString()).isEqualTo("31 degrees");
    }
}
