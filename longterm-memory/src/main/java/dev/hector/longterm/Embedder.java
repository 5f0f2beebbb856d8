package dev.hector.longterm;

import java.util.List;

/** A model that turns texts into vectors, near to each other where they mean the same. Blocks; safe for any threads. */
public interface Embedder {

    /** What its vectors are known by; vectors of different models are never compared. */
    String model();

    /**
     * A vector for each text, in their order.
     *
     * @throws EmbeddingFailedException when there are none now; a later attempt may succeed
     */
    List<float[]> embed(List<String> texts) throws EmbeddingFailedException;
}
