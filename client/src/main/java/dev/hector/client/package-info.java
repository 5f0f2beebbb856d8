/** Sessions from Java, over REST or gRPC: {@link dev.hector.client.HectorClient} is where to begin. */
@NullMarked
package dev.hector.client;

import org.jspecify.annotations.NullMarked;
