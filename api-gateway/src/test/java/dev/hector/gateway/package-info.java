@NullMarked
package dev.hector.gateway;

import org.jspecify.annotations.NullMarked;
