package dev.hector.models;

import dev.hector.configuration.LlmConfig;
import dev.hector.configuration.ModelType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model needs before it can be called at all; found at start rather than in the first turn. */
final class LlmChecks {

    private LlmChecks() {}

    /** Throws {@link IllegalArgumentException} naming the key to mend. */
    static void check(LlmConfig llm) {
        if (llm.type() == ModelType.DEMO) {
            return;
        }
        require(isGiven(llm.model()), llm, "model", "is missing: name the model to ask");
        require(llm.host() == null || isWebAddress(llm.host()), llm, "host", "must begin with http:// or https://");
        require(isGiven(llm.apiKey()) || !llm.type().needsKey(isGiven(llm.host())), llm, "api_key", missingKey(llm));
    }

    private static boolean isWebAddress(String host) {
        try {
            var uri = new URI(host);
            return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String missingKey(LlmConfig llm) {
        return "is missing: " + llm.type().wireName() + " asks for one, for instance api_key: ${"
                + llm.type().name() + "_API_KEY}";
    }

    private static boolean isGiven(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private static void require(boolean holds, LlmConfig llm, String key, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("llms." + llm.name() + "." + key + " " + problem);
        }
    }
}
