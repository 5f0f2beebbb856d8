/** The turn protocol in virtual time: machines, a network, faults, clients and what must hold whatever happens. */
@NullMarked
package dev.hector.simulation;

import org.jspecify.annotations.NullMarked;
