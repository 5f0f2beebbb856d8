/** All services in one JVM, speaking gRPC to each other without a network. */
@NullMarked
package dev.hector.standalone;

import org.jspecify.annotations.NullMarked;
