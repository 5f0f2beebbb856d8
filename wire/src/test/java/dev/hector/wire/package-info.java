@NullMarked
package dev.hector.wire;

import org.jspecify.annotations.NullMarked;
