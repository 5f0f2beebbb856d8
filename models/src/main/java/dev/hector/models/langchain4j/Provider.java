package dev.hector.models.langchain4j;

import dev.hector.configuration.LlmConfig;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider's model.
 *
 * @param completesAtEndOnly whether LangChain4j reports an answer as complete only after the provider said so, rather
 *     than at the end of the stream
 */
record Provider(StreamingChatModel model, boolean completesAtEndOnly) {

    private static final Pattern VERSION = Pattern.compile("/v\\d\\w*(/|$)");

    /** Anthropic wants a limit; LangChain4j's 1024 cuts many an answer. */
    private static final int ANTHROPIC_MAX_TOKENS = 4096;

    static Provider of(LlmConfig llm, HttpClientBuilder http) {
        return switch (llm.type()) {
            case OPENAI -> new Provider(openAi(llm, http), false);
            case ANTHROPIC -> new Provider(anthropic(llm, http), true);
            case GEMINI -> new Provider(gemini(llm, http), false);
            case OLLAMA -> new Provider(ollama(llm, http), true);
            case DEMO -> throw new IllegalArgumentException("The demo model asks no provider");
        };
    }

    private static StreamingChatModel openAi(LlmConfig llm, HttpClientBuilder http) {
        var model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(versioned(llm.host(), "https://api.openai.com", "v1"))
                .apiKey(llm.apiKey())
                .modelName(llm.model())
                .temperature(llm.temperature());
        // OpenAI's newer models refuse max_tokens, compatible hosts know nothing else.
        return llm.host() == null
                ? model.maxCompletionTokens(llm.maxTokens()).build()
                : model.maxTokens(llm.maxTokens()).build();
    }

    private static StreamingChatModel anthropic(LlmConfig llm, HttpClientBuilder http) {
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(versioned(llm.host(), "https://api.anthropic.com", "v1"))
                .apiKey(llm.apiKey())
                .modelName(llm.model())
                .temperature(llm.temperature())
                .maxTokens(Objects.requireNonNullElse(llm.maxTokens(), ANTHROPIC_MAX_TOKENS))
                .build();
    }

    private static StreamingChatModel gemini(LlmConfig llm, HttpClientBuilder http) {
        return GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(versioned(llm.host(), "https://generativelanguage.googleapis.com", "v1beta"))
                .apiKey(llm.apiKey())
                .modelName(llm.model())
                .temperature(llm.temperature())
                .maxOutputTokens(llm.maxTokens())
                // Unless told so, it puts the model's thoughts into the answer.
                .returnThinking(false)
                .build();
    }

    private static StreamingChatModel ollama(LlmConfig llm, HttpClientBuilder http) {
        var host = trimmed(Objects.requireNonNullElse(llm.host(), "http://localhost:11434"));
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(host.replaceFirst("/(api|v1)$", ""))
                .modelName(llm.model())
                .temperature(llm.temperature())
                .numPredict(llm.maxTokens())
                .customHeaders(llm.apiKey() == null ? Map.of() : Map.of("Authorization", "Bearer " + llm.apiKey()))
                .build();
    }

    /** People write a host with or without the version in its path, or paste a whole endpoint. */
    static String versioned(@Nullable String host, String own, String version) {
        var base = trimmed(Objects.requireNonNullElse(host, own)).replaceFirst("/(chat/completions|messages)$", "");
        return VERSION.matcher(base).find() ? base : base + "/" + version;
    }

    private static String trimmed(String host) {
        return host.replaceFirst("/+$", "");
    }
}
