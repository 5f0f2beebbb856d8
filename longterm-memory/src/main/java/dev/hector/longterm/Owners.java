package dev.hector.longterm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionKey;
import dev.hector.store.StoredEvent;
import java.util.Optional;
import java.util.function.Supplier;

/** Whose session it is, as its first event says for good. */
final class Owners {

    private static final int SESSIONS = 10_000;

    private final Cache<SessionKey, String> known =
            Caffeine.newBuilder().maximumSize(SESSIONS).build();

    /** The owner; {@code first} reads the session's first event when it is not known, and finds none without a session. */
    Optional<String> of(SessionKey session, Supplier<Optional<StoredEvent>> first) {
        var owner = Optional.ofNullable(known.getIfPresent(session))
                .or(() -> first.get().flatMap(Owners::ownerOf));
        owner.ifPresent(user -> known.put(session, user));
        return owner;
    }

    private static Optional<String> ownerOf(StoredEvent first) {
        return first.event() instanceof SessionCreated created ? Optional.of(created.userId()) : Optional.empty();
    }
}
