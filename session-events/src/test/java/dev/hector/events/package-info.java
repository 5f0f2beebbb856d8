@NullMarked
package dev.hector.events;

import org.jspecify.annotations.NullMarked;
