/** Providers through LangChain4j: one streamed attempt, whole or not at all. */
@NullMarked
package dev.hector.models.langchain4j;

import org.jspecify.annotations.NullMarked;
