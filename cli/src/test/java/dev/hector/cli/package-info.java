@NullMarked
package dev.hector.cli;

import org.jspecify.annotations.NullMarked;
