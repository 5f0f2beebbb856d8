/** Axon Framework's event storage on the event log. */
@NullMarked
package dev.hector.store.axon;

import org.jspecify.annotations.NullMarked;
