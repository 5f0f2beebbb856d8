@NullMarked
package dev.hector.memory;

import org.jspecify.annotations.NullMarked;
