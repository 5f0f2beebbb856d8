/** Tells Micrometer what happens in stores. */
@NullMarked
package dev.hector.store.micrometer;

import org.jspecify.annotations.NullMarked;
