/** What of this package runs in the simulation. */
@NullMarked
package dev.hector.gateway;

import org.jspecify.annotations.NullMarked;
