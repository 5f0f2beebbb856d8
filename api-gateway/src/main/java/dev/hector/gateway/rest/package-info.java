/** REST and server-sent events: the same sessions and turns as gRPC, as JSON and problem documents. */
@NullMarked
package dev.hector.gateway.rest;

import org.jspecify.annotations.NullMarked;
