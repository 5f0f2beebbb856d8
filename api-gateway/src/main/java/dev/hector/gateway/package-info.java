/** The edge: what callers may ask, in REST, SSE and gRPC, and the runner that turns a message into an answer. */
@NullMarked
package dev.hector.gateway;

import org.jspecify.annotations.NullMarked;
