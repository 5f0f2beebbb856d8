/** Working memory: a pure function from a session's events and an agent's settings to what a model is given. */
@NullMarked
package dev.hector.events.memory;

import org.jspecify.annotations.NullMarked;
