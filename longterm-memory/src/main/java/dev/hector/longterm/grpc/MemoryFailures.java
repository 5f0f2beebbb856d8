package dev.hector.longterm.grpc;

import dev.hector.longterm.BeingReadException;
import dev.hector.store.grpc.StoreFailures;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told when long-term memory fails them. */
final class MemoryFailures {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryFailures.class);

    private MemoryFailures() {}

    static StatusRuntimeException of(RuntimeException failure) {
        return failure instanceof BeingReadException reading ? beingRead(reading) : StoreFailures.ofQuestion(failure);
    }

    private static StatusRuntimeException beingRead(BeingReadException reading) {
        LOG.info("{}", reading.getMessage());
        return StoreFailures.notNow(reading, reading.store(), reading.retryAfter());
    }
}
