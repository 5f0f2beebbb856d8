package dev.hector.models;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.hector.events.memory.TokenCounter;

/**
 * Counts tokens as OpenAI's {@code cl100k_base} does, which is close enough to every provider's own for a budget. The
 * vocabulary is loaded at the first count. Thread-safe.
 */
public final class JtokkitTokenCounter implements TokenCounter {

    @Override
    public int count(String text) {
        return Vocabulary.ENCODING.countTokensOrdinary(text);
    }

    private static final class Vocabulary {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    }
}
