package dev.hector.store.axon;

import java.util.Optional;

/** Turns an aggregate into a snapshot's text and back. */
public interface SnapshotCodec {

    /** The aggregate's type name, as Axon knows it. */
    String aggregateType();

    /** Grows whenever the text's form changes; snapshots of another revision are ignored. */
    int revision();

    String write(Object aggregate);

    /** Empty when the text cannot be read; the aggregate is then built from its events. */
    Optional<Object> read(String text);
}
