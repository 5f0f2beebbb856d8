package dev.hector.command.axon;

import com.github.f4b6a3.ulid.UlidCreator;
import org.axonframework.common.IdentifierFactory;

/** Gives Axon's messages our event ids: {@code evt_} and a ULID. Found by the service loader. */
public final class EventIds extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return "evt_" + UlidCreator.getMonotonicUlid();
    }
}
