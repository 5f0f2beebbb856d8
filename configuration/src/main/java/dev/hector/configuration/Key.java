package dev.hector.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A key of a block.
 *
 * @param fallback what an absent key means; null when it means nothing
 * @param doc one sentence for the JSON Schema
 */
record Key(
        String name,
        Shape shape,
        Presence presence,
        @Nullable Object fallback,
        String doc) {

    enum Presence {
        REQUIRED,
        OPTIONAL,
        /** A block that is there also when it is not written. */
        IMPLIED
    }

    static Key required(String name, Shape shape, String doc) {
        return new Key(name, shape, Presence.REQUIRED, null, doc);
    }

    static Key optional(String name, Shape shape, String doc) {
        return new Key(name, shape, Presence.OPTIONAL, null, doc);
    }

    static Key optional(String name, Shape shape, Object fallback, String doc) {
        return new Key(name, shape, Presence.OPTIONAL, fallback, doc);
    }

    static Key implied(String name, Shape.Block shape, String doc) {
        return new Key(name, shape, Presence.IMPLIED, null, doc);
    }
}
