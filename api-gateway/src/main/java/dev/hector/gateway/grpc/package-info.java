/** The public gRPC service: the same sessions and turns as REST, in the terms of {@code sessions.proto}. */
@NullMarked
package dev.hector.gateway.grpc;

import org.jspecify.annotations.NullMarked;
