/** Tells Micrometer how turns go and what the edge does. */
@NullMarked
package dev.hector.gateway.micrometer;

import org.jspecify.annotations.NullMarked;
