/** Decides: what a command does to a session, one turn at a time, and when a session is over. */
@NullMarked
package dev.hector.command;

import org.jspecify.annotations.NullMarked;
