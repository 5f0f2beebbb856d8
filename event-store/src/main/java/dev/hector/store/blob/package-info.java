/** What messages name by its SHA-256: kept once a tenant beside the log, and gone with its last reference. */
@NullMarked
package dev.hector.store.blob;

import org.jspecify.annotations.NullMarked;
