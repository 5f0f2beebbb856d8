/** Projections: read models that follow the log, are fed by a stream, and are built anew from the log. */
@NullMarked
package dev.hector.store.projection;

import org.jspecify.annotations.NullMarked;
