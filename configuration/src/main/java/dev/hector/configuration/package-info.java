/** The configuration that a user writes in YAML: read, checked with line and column, and typed. */
@NullMarked
package dev.hector.configuration;

import org.jspecify.annotations.NullMarked;
