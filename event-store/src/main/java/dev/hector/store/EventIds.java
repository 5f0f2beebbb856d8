package dev.hector.store;

import com.github.f4b6a3.ulid.Ulid;
import java.util.UUID;

/** Ids of events: {@code evt_} and a ULID where they are read, the ULID's 16 bytes where they are stored. */
final class EventIds {

    private static final String PREFIX = "evt_";

    private EventIds() {}

    /** Throws {@link IllegalArgumentException} for an id of another form, which could not be given back as it is. */
    static UUID stored(String eventId) {
        var ulid = eventId.startsWith(PREFIX) ? eventId.substring(PREFIX.length()) : "";
        if (!Ulid.isValid(ulid) || !Ulid.from(ulid).toString().equals(ulid)) {
            throw new IllegalArgumentException("An event's id is " + PREFIX + " and a ULID, not '" + eventId + "'");
        }
        return Ulid.from(ulid).toUuid();
    }

    /** For databases that have no type of 16 bytes. */
    static byte[] bytes(UUID stored) {
        return Ulid.from(stored).toBytes();
    }

    /** The id in a column, as the driver of any database gives it. */
    static String of(Object column) {
        return PREFIX + (column instanceof UUID uuid ? Ulid.from(uuid) : Ulid.from((byte[]) column));
    }
}
