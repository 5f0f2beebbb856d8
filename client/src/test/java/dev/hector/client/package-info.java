@NullMarked
package dev.hector.client;

import org.jspecify.annotations.NullMarked;
