@NullMarked
package dev.hector.configuration;

import org.jspecify.annotations.NullMarked;
