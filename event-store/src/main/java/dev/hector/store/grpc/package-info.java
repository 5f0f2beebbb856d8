/** What callers over gRPC are told when a store fails them. */
@NullMarked
package dev.hector.store.grpc;

import org.jspecify.annotations.NullMarked;
