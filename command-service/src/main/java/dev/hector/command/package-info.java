/** What a command needs besides its rules, which are in {@code session}: leases, clocks, what the log knows, expiry. */
@NullMarked
package dev.hector.command;

import org.jspecify.annotations.NullMarked;
