/** The forms on the wire, each written once: JSON views, refusals as statuses, JSON objects and times in protobuf. */
@NullMarked
package dev.hector.wire;

import org.jspecify.annotations.NullMarked;
