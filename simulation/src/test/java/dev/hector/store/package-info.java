/** What of this package runs in the simulation. */
@NullMarked
package dev.hector.store;

import org.jspecify.annotations.NullMarked;
