/** Tells Micrometer of the calls of models, in the terms of OpenTelemetry's conventions for generative AI. */
@NullMarked
package dev.hector.models.micrometer;

import org.jspecify.annotations.NullMarked;
