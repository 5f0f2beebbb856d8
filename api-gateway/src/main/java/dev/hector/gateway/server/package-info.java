/** The gateway on the network: REST, server-sent events and gRPC on Boot's servers. */
@NullMarked
package dev.hector.gateway.server;

import org.jspecify.annotations.NullMarked;
