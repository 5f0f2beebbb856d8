/** Shows: session catalogue, transcript, audit log, turns and memory reads. Nothing here changes a session. */
@NullMarked
package dev.hector.query;

import org.jspecify.annotations.NullMarked;
