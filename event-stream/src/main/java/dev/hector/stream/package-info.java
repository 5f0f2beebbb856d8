/** Hands the log on through Kafka: a relay for each store, and the reader that feeds projections. */
@NullMarked
package dev.hector.stream;

import org.jspecify.annotations.NullMarked;
