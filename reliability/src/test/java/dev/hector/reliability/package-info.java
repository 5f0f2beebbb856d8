/** Histories of clients under load and faults, what causes the faults, and checkers that work offline over what is left. */
@NullMarked
package dev.hector.reliability;

import org.jspecify.annotations.NullMarked;
