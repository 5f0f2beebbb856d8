/** The queries as other services call them: {@code SessionQueries} of {@code internal.proto}. */
@NullMarked
package dev.hector.query.grpc;

import org.jspecify.annotations.NullMarked;
