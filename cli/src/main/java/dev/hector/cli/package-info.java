/** The {@code hector} command: commands over one port to sessions, in this process or on a server. */
@NullMarked
package dev.hector.cli;

import org.jspecify.annotations.NullMarked;
