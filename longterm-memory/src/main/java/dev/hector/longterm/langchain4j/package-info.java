/** Embedding models through LangChain4j. */
@NullMarked
package dev.hector.longterm.langchain4j;

import org.jspecify.annotations.NullMarked;
