package dev.hector.longterm.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.longterm.BeingReadException;
import dev.hector.store.UnknownAgentException;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.ErrorInfos;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryFailuresTest {

    @Test
    void memoriesThatAreBeingReadAreAskedForAgain() {
        var reading = MemoryFailures.of(new BeingReadException("The memories of agent assistant", "main-db"));

        assertThat(ErrorInfos.code(reading)).contains(ErrorCode.STORE_UNAVAILABLE);
        assertThat(ErrorInfos.of(reading).orElseThrow().getMetadataMap())
                .containsEntry("store", "main-db")
                .containsEntry(ErrorInfos.RETRY_AFTER, "3");
        assertThat(reading.getStatus().getDescription())
                .isEqualTo("The memories of agent assistant are being read for the first time since the start;"
                        + " ask again in 3 seconds");
    }

    @Test
    void otherFailuresAreTheStores() {
        var unknown = MemoryFailures.of(new UnknownAgentException("nobody", List.of("assistant")));

        assertThat(ErrorInfos.code(unknown)).contains(ErrorCode.AGENT_NOT_FOUND);
    }
}
