package dev.hector.command.axon;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.axonframework.eventhandling.GenericEventMessage;

/**
 * Stamps events with the time their command was decided at, the store's, instead of this machine's. Axon offers one
 * clock for the whole process, so it is bound for the deciding thread only.
 */
final class DecisionTime extends Clock {

    private static final ScopedValue<Instant> DECIDED_AT = ScopedValue.newInstance();

    static {
        GenericEventMessage.clock = new DecisionTime();
    }

    private DecisionTime() {}

    static void runAt(Instant instant, Runnable decision) {
        ScopedValue.where(DECIDED_AT, instant).run(decision);
    }

    @Override
    public Instant instant() {
        return DECIDED_AT.isBound() ? DECIDED_AT.get() : Instant.now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
