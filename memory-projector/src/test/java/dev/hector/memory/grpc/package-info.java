@NullMarked
package dev.hector.memory.grpc;

import org.jspecify.annotations.NullMarked;
