/** The session aggregate on Axon Framework: a thin shell over the pure decider. */
@NullMarked
package dev.hector.command.axon;

import org.jspecify.annotations.NullMarked;
