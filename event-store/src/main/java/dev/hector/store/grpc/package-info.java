/** Questions to a store as they come over gRPC, and how they are answered or refused. */
@NullMarked
package dev.hector.store.grpc;

import org.jspecify.annotations.NullMarked;
