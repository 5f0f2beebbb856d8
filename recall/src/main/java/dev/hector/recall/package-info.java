/**
 * Finds the memories that answer a question, among all that were stored: an index in memory that joins words, vectors
 * and what was said around them. It reads no database and runs no model.
 */
@NullMarked
package dev.hector.recall;

import org.jspecify.annotations.NullMarked;
