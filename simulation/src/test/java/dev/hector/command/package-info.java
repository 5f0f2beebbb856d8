/** What of this package runs in the simulation. */
@NullMarked
package dev.hector.command;

import org.jspecify.annotations.NullMarked;
