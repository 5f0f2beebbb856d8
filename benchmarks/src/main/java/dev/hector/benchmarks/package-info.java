/** Speed and memory of Hector Sessions, as ratios to raw PostgreSQL on the same schema, measured in one run. */
@NullMarked
package dev.hector.benchmarks;

import org.jspecify.annotations.NullMarked;
