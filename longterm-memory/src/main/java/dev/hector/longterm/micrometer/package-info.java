/** Tells Micrometer how memories get their vectors. */
@NullMarked
package dev.hector.longterm.micrometer;

import org.jspecify.annotations.NullMarked;
