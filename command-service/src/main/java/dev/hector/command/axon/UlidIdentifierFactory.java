package dev.hector.command.axon;

import com.github.f4b6a3.ulid.UlidCreator;
import org.axonframework.common.IdentifierFactory;

/** Names Axon's messages {@code evt_} and a ULID; found by ServiceLoader. {@code UUID.randomUUID} would lock. */
public final class UlidIdentifierFactory extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return "evt_" + UlidCreator.getMonotonicUlid();
    }
}
