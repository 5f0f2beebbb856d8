package dev.hector.store;

/** What became of an {@link Append}; always certain. */
public sealed interface AppendResult {

    /** The events are committed. The last one has this sequence ({@code version}) and global position. */
    record Appended(long version, long position) implements AppendResult {}

    /** Nothing was stored: the session is at another version. */
    record VersionConflict(long actualVersion) implements AppendResult {}

    /** Nothing was stored: the session has a message of the same idempotency key, however old. */
    record KeyTaken() implements AppendResult {}
}
