@NullMarked
package dev.hector.events.memory;

import org.jspecify.annotations.NullMarked;
