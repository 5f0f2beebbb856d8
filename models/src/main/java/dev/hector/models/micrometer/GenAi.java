package dev.hector.models.micrometer;

import dev.hector.configuration.LlmConfig;
import io.micrometer.common.KeyValue;
import java.util.Objects;

/**
 * Names of OpenTelemetry's semantic conventions for generative AI: metrics and attributes as of semantic-conventions 1.41,
 * memory operations as of semantic-conventions-genai 0.1.0.
 */
public final class GenAi {

    public static final String OPERATION = "gen_ai.operation.name";
    public static final String AGENT = "gen_ai.agent.name";
    public static final String CONVERSATION = "gen_ai.conversation.id";
    public static final String PROVIDER = "gen_ai.provider.name";
    public static final String REQUEST_MODEL = "gen_ai.request.model";
    public static final String RESPONSE_MODEL = "gen_ai.response.model";
    public static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    public static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    public static final String MEMORY_RECORDS = "gen_ai.memory.record.count";
    public static final String ERROR = "error.type";

    /** How an operation ended, in meters and spans alike: {@value #COMPLETED}, or what {@value #ERROR} says. */
    public static final String OUTCOME = "hector.outcome";

    public static final String COMPLETED = "completed";

    private GenAi() {}

    /** Who provides a model. */
    public static KeyValue provider(LlmConfig llm) {
        return KeyValue.of(
                PROVIDER,
                switch (llm.type()) {
                    case GEMINI -> "gcp.gemini";
                    case DEMO -> "hector.demo";
                    case OPENAI, ANTHROPIC, OLLAMA -> llm.type().wireName();
                });
    }

    /** The model as it is asked for. */
    public static KeyValue model(LlmConfig llm) {
        return KeyValue.of(REQUEST_MODEL, modelName(llm));
    }

    static String modelName(LlmConfig llm) {
        return Objects.requireNonNullElse(llm.model(), llm.name());
    }
}
