/** Remembers: checkpoints of working memory, and the summaries that keep it within its budget. */
@NullMarked
package dev.hector.memory;

import org.jspecify.annotations.NullMarked;
