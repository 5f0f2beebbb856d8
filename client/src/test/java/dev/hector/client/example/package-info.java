/** The example of the README, outside the client's package as its readers are. */
@NullMarked
package dev.hector.client.example;

import org.jspecify.annotations.NullMarked;
