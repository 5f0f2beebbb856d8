/** Remembers beyond working memory: what agents keep of their sessions, its embeddings, and how it is recalled. */
@NullMarked
package dev.hector.longterm;

import org.jspecify.annotations.NullMarked;
