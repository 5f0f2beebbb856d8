/** The event log on SQL: safe global order, one order per session, and what a session's working memory is made of. */
@NullMarked
package dev.hector.store;

import org.jspecify.annotations.NullMarked;
