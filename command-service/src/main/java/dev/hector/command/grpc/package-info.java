/** The commands as a gRPC service, and the one place that turns a refusal or a failure into a status. */
@NullMarked
package dev.hector.command.grpc;

import org.jspecify.annotations.NullMarked;
