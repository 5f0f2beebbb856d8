package dev.hector.gateway;

import dev.hector.proto.v1.TurnFeedsGrpc.TurnFeedsBlockingStub;
import java.util.Optional;

/** The way to the other gateways, which know what their running turns have said so far. */
public interface TurnPeers {

    /** Where turns of other processes are only known from the log. */
    TurnPeers NONE = _ -> Optional.empty();

    /** The gateway that owns a turn; empty when it cannot be reached, or is this one. */
    Optional<TurnFeedsBlockingStub> gateway(TurnOwner owner);
}
