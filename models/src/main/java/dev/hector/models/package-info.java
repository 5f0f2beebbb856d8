/** Language models behind one port: a model is given a context and answers, chunk by chunk. */
@NullMarked
package dev.hector.models;

import org.jspecify.annotations.NullMarked;
