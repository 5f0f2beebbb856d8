/** Tells Micrometer how summaries are made. */
@NullMarked
package dev.hector.memory.micrometer;

import org.jspecify.annotations.NullMarked;
