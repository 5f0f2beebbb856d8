/** The facts of a session: its events, their stored JSON form and what can be folded from them without I/O. */
@NullMarked
package dev.hector.events;

import org.jspecify.annotations.NullMarked;
