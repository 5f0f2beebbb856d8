/**
 * What lets others watch a server: its health, meters for Prometheus, and traces for OpenTelemetry when there is somebody to
 * send them to.
 */
@NullMarked
package dev.hector.observability;

import org.jspecify.annotations.NullMarked;
