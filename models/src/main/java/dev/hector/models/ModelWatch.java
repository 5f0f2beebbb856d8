package dev.hector.models;

import dev.hector.configuration.LlmConfig;

/** Sees the calls of models. */
@FunctionalInterface
public interface ModelWatch {

    /** Sees nothing. */
    ModelWatch NONE = (_, model) -> model;

    /** A model that answers as this one does, and is seen. */
    LanguageModel watched(LlmConfig llm, LanguageModel model);
}
