/** How summaries reach the command service. */
@NullMarked
package dev.hector.memory.grpc;

import org.jspecify.annotations.NullMarked;
