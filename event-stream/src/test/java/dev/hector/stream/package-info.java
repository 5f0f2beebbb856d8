@NullMarked
package dev.hector.stream;

import org.jspecify.annotations.NullMarked;
