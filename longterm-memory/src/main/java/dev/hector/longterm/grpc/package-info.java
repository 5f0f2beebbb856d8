/** Long-term memory as it is asked over gRPC. */
@NullMarked
package dev.hector.longterm.grpc;

import org.jspecify.annotations.NullMarked;
