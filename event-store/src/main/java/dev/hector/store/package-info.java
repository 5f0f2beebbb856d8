/** The event log on SQL: safe global order, one order per session, snapshots, and projections that follow the log. */
@NullMarked
package dev.hector.store;

import org.jspecify.annotations.NullMarked;
