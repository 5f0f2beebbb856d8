/** Each service as a process of its own: what it listens on, how it finds the others, and how it tells that it is well. */
@NullMarked
package dev.hector.cluster;

import org.jspecify.annotations.NullMarked;
